package dev.tocsin.health.aggregate;

import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The binary form of a series' identity, as state and the shuffle carry it. */
public final class SeriesCodec {

    private static final EntityKind[] KINDS = EntityKind.values();
    private static final Source[] SOURCES = Source.values();
    private static final Metric[] METRICS = Metric.values();

    public static void write(SeriesKey series, DataOutput out) throws IOException {
        out.writeByte(series.kind().ordinal());
        out.writeUTF(series.entity());
        out.writeByte(series.source().ordinal());
        out.writeByte(series.metric().ordinal());
        out.writeUTF(series.location());
    }

    public static SeriesKey read(DataInput in) throws IOException {
        return new SeriesKey(
                KINDS[in.readByte()], in.readUTF(), SOURCES[in.readByte()], METRICS[in.readByte()], in.readUTF());
    }

    private SeriesCodec() {}
}
