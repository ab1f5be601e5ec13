package dev.tocsin.job.intake;

import dev.tocsin.health.admission.Admission;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Per partition: the newest min(event time, append time) less {@link Admission#DISORDER_MS}, which is what
 * {@link dev.tocsin.health.admission.Timeliness} rests on. A clock that runs ahead cannot move it beyond the broker's own, and
 * refused records do not move it at all.
 */
public final class Watermarks<T> implements WatermarkGenerator<T> {

    /** Only the fallback for a gateway that stopped ticking. */
    private static final Duration IDLE_AFTER = Duration.ofSeconds(30);

    private long newest = Long.MIN_VALUE;

    private Watermarks() {}

    /**
     * The strategy of a stream whose elements know their time.
     *
     * @param time epoch ms, {@link Long#MIN_VALUE} for elements that say nothing of time
     */
    public static <T> WatermarkStrategy<T> strategy(TimeOf<T> time) {
        return WatermarkStrategy.<T>forGenerator(context -> new Watermarks<>())
                .withTimestampAssigner((element, kafkaTimestamp) -> time.applyAsLong(element))
                .withIdleness(IDLE_AFTER);
    }

    /** Serializable access to an element's time. */
    public interface TimeOf<T> extends ToLongFunction<T>, java.io.Serializable {}

    @Override
    public void onEvent(T event, long time, WatermarkOutput output) {
        newest = Math.max(newest, time);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (newest != Long.MIN_VALUE) {
            output.emitWatermark(new Watermark(newest - Admission.DISORDER_MS));
        }
    }
}
