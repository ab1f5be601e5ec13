package dev.tocsin.health.rules;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.aggregate.SeriesCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A single result sent ahead of the windows, as evidence. Counts nothing.
 *
 * @param timestamp event time, epoch ms
 * @param value in the metric's unit, NaN if there is none
 * @param detail why it failed, empty if it did not
 */
public record Signal(SeriesKey series, long timestamp, CheckStatus status, double value, String detail) {

    /** After one that failed or crossed a limit, so many results of the same series are signalled too. */
    public static final int FOLLOW_UPS = ServiceDefinition.MAX_SUCCESSES_TO_RESOLVE;

    public void write(DataOutput out) throws IOException {
        SeriesCodec.write(series, out);
        out.writeLong(timestamp);
        out.writeByte(status.ordinal());
        out.writeDouble(value);
        out.writeUTF(detail);
    }

    public static Signal read(DataInput in) throws IOException {
        return new Signal(
                SeriesCodec.read(in),
                in.readLong(),
                CheckStatus.values()[in.readByte()],
                in.readDouble(),
                in.readUTF());
    }
}
