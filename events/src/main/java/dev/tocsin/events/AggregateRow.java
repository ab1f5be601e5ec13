package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigInteger;
import java.util.Objects;

/**
 * What one series amounted to in one window. Topic {@link Topics#AGGREGATES}, key = entity; table {@code aggregates}.
 *
 * <p>Identity: (series, resolution, windowStart). A row replaces one of the same identity only if it has at least as many
 * observations, so replays and late writers change nothing. {@code sum}, {@code min} and {@code max} are scaled integers,
 * see {@link Unit#scale()}.
 *
 * @param windowStart inclusive, epoch ms
 * @param partial true while the window is open: for eyes only, never stored, never judged
 * @param observations all results; the sum of the five status counts
 * @param measured those that have a value
 * @param satisfied measured within T and not failed
 * @param tolerating measured within 4T and not failed
 * @param slow measured above T, failed or not
 * @param coveredMs the time that the observations stand for, summed
 * @param min smallest value, 0 if none was measured
 * @param sketch the distribution, in the encoding of {@code dev.tocsin.health.sketch.Sketch}
 */
public record AggregateRow(
        SeriesKey series,
        Resolution resolution,
        long windowStart,
        boolean partial,
        long observations,
        long ok,
        long warn,
        long error,
        long down,
        long unknown,
        long measured,
        long satisfied,
        long tolerating,
        long slow,
        long coveredMs,
        BigInteger sum,
        long min,
        long max,
        byte[] sketch) {

    /** The Kafka header of partial rows, so that they can be left out unread: most rows are partial. */
    public static final String PARTIAL_HEADER = "partial";

    public AggregateRow {
        Objects.requireNonNull(series, "series");
        Objects.requireNonNull(resolution, "resolution");
        Limits.time("windowStart", windowStart);
        Objects.requireNonNull(sum, "sum");
        Objects.requireNonNull(sketch, "sketch");
    }

    /** Exclusive end of the window, epoch ms. */
    @JsonIgnore
    public long windowEnd() {
        return windowStart + resolution.millis();
    }

    @JsonIgnore
    public long failed() {
        return warn + error + down;
    }
}
