package dev.tocsin.health.rules;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.aggregate.SeriesCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A single result sent ahead as evidence: it failed or crossed a limit, or it came soon after one that did. Counts nothing in
 * aggregates.
 *
 * @param timestamp event time, epoch ms
 * @param appendedAt when the broker took it, epoch ms; ascends within a partition
 * @param value in the metric's unit, NaN if there is none
 * @param detail why it failed, empty if it did not
 * @param definitionId of the definition that its prober went by, 0 if that is not known
 * @param definitionVersion likewise
 */
public record Signal(
        SeriesKey series,
        long timestamp,
        long appendedAt,
        CheckStatus status,
        double value,
        String detail,
        long definitionId,
        long definitionVersion) {

    /** After one that failed or crossed a limit, so many results of the same series are signalled too. */
    public static final int FOLLOW_UPS = ServiceDefinition.MAX_SUCCESSES_TO_RESOLVE;

    /** Whether it names the definition that it is to be judged by. */
    boolean isStamped() {
        return definitionVersion > 0;
    }

    public void write(DataOutput out) throws IOException {
        SeriesCodec.write(series, out);
        out.writeLong(timestamp);
        out.writeLong(appendedAt);
        out.writeByte(status.ordinal());
        out.writeDouble(value);
        out.writeUTF(detail);
        out.writeLong(definitionId);
        out.writeLong(definitionVersion);
    }

    public static Signal read(DataInput in) throws IOException {
        return new Signal(
                SeriesCodec.read(in),
                in.readLong(),
                in.readLong(),
                CheckStatus.values()[in.readByte()],
                in.readDouble(),
                in.readUTF(),
                in.readLong(),
                in.readLong());
    }
}
