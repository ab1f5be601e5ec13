package dev.tocsin.health.aggregate;

import dev.tocsin.events.SeriesKey;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A series as the rules see it at the end of a slice.
 *
 * @param end exclusive end of both windows, on the 10 s grid, epoch ms
 * @param slice the last 10 s
 * @param minute the last minute
 * @param oldest what the first 10 s of that minute count for a promise; no later view holds them, so that is final
 */
public record View(SeriesKey series, long end, Aggregate slice, Aggregate minute, EventCounts oldest) {

    public void write(DataOutput out) throws IOException {
        SeriesCodec.write(series, out);
        out.writeLong(end);
        slice.write(out);
        minute.write(out);
        oldest.write(out);
    }

    public static View read(DataInput in) throws IOException {
        return new View(
                SeriesCodec.read(in), in.readLong(), Aggregate.read(in), Aggregate.read(in), EventCounts.read(in));
    }
}
