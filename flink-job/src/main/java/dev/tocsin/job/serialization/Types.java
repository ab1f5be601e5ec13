package dev.tocsin.job.serialization;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Entity;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.SeriesCodec;
import dev.tocsin.health.aggregate.SeriesWindows;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.health.rules.EntityHealth;
import dev.tocsin.health.rules.Signal;
import dev.tocsin.job.combine.Cell;
import dev.tocsin.job.health.EntityEvent;
import dev.tocsin.job.intake.IntakeBatch;
import dev.tocsin.job.recording.Recorded;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The types that cross an edge or lie in state, and their serializers.
 *
 * <p>One file, though longer than most: each serializer is a few lines, and side by side their formats can be compared.
 */
public final class Types {

    public static final TypeInformation<Long> LONG = org.apache.flink.api.common.typeinfo.Types.LONG;
    public static final TypeInformation<SeriesKey> SERIES_KEY =
            new VersionedType<>(SeriesKey.class, new SeriesKeySerializer());
    public static final TypeInformation<Entity> ENTITY = new VersionedType<>(Entity.class, new EntitySerializer());
    public static final TypeInformation<IntakeBatch> INTAKE =
            new VersionedType<>(IntakeBatch.class, new IntakeSerializer());
    public static final TypeInformation<Cell> CELL = new VersionedType<>(Cell.class, new CellSerializer());
    public static final TypeInformation<View> VIEW = new VersionedType<>(View.class, new ViewSerializer());
    public static final TypeInformation<Signal> SIGNAL = new VersionedType<>(Signal.class, new SignalSerializer());
    public static final TypeInformation<EntityEvent> ENTITY_EVENT =
            new VersionedType<>(EntityEvent.class, new EntityEventSerializer());
    public static final TypeInformation<SeriesWindows> SERIES_WINDOWS =
            new VersionedType<>(SeriesWindows.class, new SeriesWindowsSerializer());
    public static final TypeInformation<EntityHealth> ENTITY_HEALTH =
            new VersionedType<>(EntityHealth.class, new EntityHealthSerializer());
    public static final TypeInformation<AggregateRow> AGGREGATE_ROW =
            new VersionedType<>(AggregateRow.class, new AggregateRowSerializer());
    public static final TypeInformation<AlertTransition> TRANSITION =
            new VersionedType<>(AlertTransition.class, new TransitionSerializer());
    public static final TypeInformation<QuarantinedRecord> QUARANTINED =
            new VersionedType<>(QuarantinedRecord.class, new QuarantinedSerializer());

    public static final TypeInformation<Recorded<ProbeResult>> RECORDED_CHECK = recorded(new RecordedCheckSerializer());
    public static final TypeInformation<Recorded<TelemetrySample>> RECORDED_SAMPLE =
            recorded(new RecordedSampleSerializer());
    public static final TypeInformation<Recorded<AggregateRow>> RECORDED_ROW = recorded(new RecordedRowSerializer());
    public static final TypeInformation<Recorded<AlertTransition>> RECORDED_TRANSITION =
            recorded(new RecordedTransitionSerializer());
    public static final TypeInformation<Recorded<Notification>> RECORDED_NOTIFICATION =
            recorded(new RecordedNotificationSerializer());

    @SuppressWarnings("unchecked")
    private static <T> TypeInformation<Recorded<T>> recorded(VersionedSerializer<Recorded<T>> serializer) {
        return new VersionedType<>((Class<Recorded<T>>) (Class<?>) Recorded.class, serializer);
    }

    /** A first version; every serializer below still has it. */
    private abstract static class FirstVersion<T> extends VersionedSerializer<T> {

        abstract T read(DataInputView in) throws IOException;

        @Override
        protected final int version() {
            return 1;
        }

        @Override
        protected final T read(int version, DataInputView in) throws IOException {
            return read(in);
        }
    }

    public static final class SeriesKeySerializer extends FirstVersion<SeriesKey> {
        @Override
        protected void write(SeriesKey value, DataOutputView out) throws IOException {
            SeriesCodec.write(value, out);
        }

        @Override
        SeriesKey read(DataInputView in) throws IOException {
            return SeriesCodec.read(in);
        }
    }

    public static final class EntitySerializer extends FirstVersion<Entity> {
        @Override
        protected void write(Entity value, DataOutputView out) throws IOException {
            out.writeByte(value.kind().ordinal());
            out.writeUTF(value.key());
        }

        @Override
        Entity read(DataInputView in) throws IOException {
            return new Entity(EntityKind.values()[in.readByte()], in.readUTF());
        }
    }

    public static final class IntakeSerializer extends FirstVersion<IntakeBatch> {
        @Override
        protected void write(IntakeBatch value, DataOutputView out) throws IOException {
            value.write(out);
        }

        @Override
        IntakeBatch read(DataInputView in) throws IOException {
            return IntakeBatch.read(in);
        }
    }

    public static final class CellSerializer extends FirstVersion<Cell> {
        @Override
        protected void write(Cell value, DataOutputView out) throws IOException {
            SeriesCodec.write(value.series(), out);
            out.writeLong(value.start());
            out.writeByte(value.timeliness().ordinal());
            value.aggregate().write(out);
        }

        @Override
        Cell read(DataInputView in) throws IOException {
            return new Cell(
                    SeriesCodec.read(in), in.readLong(), Timeliness.values()[in.readByte()], Aggregate.read(in));
        }
    }

    public static final class ViewSerializer extends FirstVersion<View> {
        @Override
        protected void write(View value, DataOutputView out) throws IOException {
            value.write(out);
        }

        @Override
        View read(DataInputView in) throws IOException {
            return View.read(in);
        }
    }

    public static final class SignalSerializer extends FirstVersion<Signal> {
        @Override
        protected void write(Signal value, DataOutputView out) throws IOException {
            value.write(out);
        }

        @Override
        Signal read(DataInputView in) throws IOException {
            return Signal.read(in);
        }
    }

    public static final class EntityEventSerializer extends FirstVersion<EntityEvent> {
        private static final int VIEW = 0;
        private static final int SIGNAL = 1;
        private static final int DEFINITION = 2;
        private static final int TICK = 3;

        @Override
        protected void write(EntityEvent value, DataOutputView out) throws IOException {
            if (value instanceof EntityEvent.ViewArrived arrived) {
                out.writeByte(VIEW);
                arrived.view().write(out);
            } else if (value instanceof EntityEvent.SignalArrived arrived) {
                out.writeByte(SIGNAL);
                arrived.signal().write(out);
            } else if (value instanceof EntityEvent.DefinitionArrived arrived) {
                out.writeByte(DEFINITION);
                new EntitySerializer().write(arrived.entity(), out);
                out.writeLong(arrived.time());
                byte[] json = arrived.definition() == null ? new byte[0] : Json.encode(arrived.definition());
                writeBytes(json, out);
            } else if (value instanceof EntityEvent.Tick tick) {
                out.writeByte(TICK);
                out.writeLong(tick.time());
            }
        }

        @Override
        EntityEvent read(DataInputView in) throws IOException {
            int tag = in.readByte();
            return switch (tag) {
                case VIEW -> new EntityEvent.ViewArrived(View.read(in));
                case SIGNAL -> new EntityEvent.SignalArrived(Signal.read(in));
                case DEFINITION -> {
                    Entity entity = new EntitySerializer().read(in);
                    long time = in.readLong();
                    byte[] json = readBytes(in);
                    yield new EntityEvent.DefinitionArrived(
                            entity, json.length == 0 ? null : Json.decode(json, ServiceDefinition.class), time);
                }
                case TICK -> new EntityEvent.Tick(in.readLong());
                default -> throw new IOException("not an entity event: tag " + tag);
            };
        }
    }

    public static final class SeriesWindowsSerializer extends FirstVersion<SeriesWindows> {
        @Override
        protected void write(SeriesWindows value, DataOutputView out) throws IOException {
            value.write(out);
        }

        @Override
        SeriesWindows read(DataInputView in) throws IOException {
            return SeriesWindows.read(in);
        }

        /** While a checkpoint writes one, its owner goes on with the other. */
        @Override
        public SeriesWindows copy(SeriesWindows from) {
            return from.copy();
        }

        @Override
        public boolean isImmutableType() {
            return false;
        }
    }

    public static final class EntityHealthSerializer extends VersionedSerializer<EntityHealth> {
        @Override
        protected int version() {
            return EntityHealth.VERSION;
        }

        @Override
        protected void write(EntityHealth value, DataOutputView out) throws IOException {
            value.write(out);
        }

        @Override
        protected EntityHealth read(int version, DataInputView in) throws IOException {
            return EntityHealth.read(version, in);
        }

        @Override
        public boolean isImmutableType() {
            return false;
        }
    }

    /** Wire records already have a tolerant, versioned form. */
    private abstract static class WireSerializer<T> extends FirstVersion<T> {
        private final Class<T> type;

        WireSerializer(Class<T> type) {
            this.type = type;
        }

        @Override
        protected void write(T value, DataOutputView out) throws IOException {
            writeBytes(Json.encode(value), out);
        }

        @Override
        T read(DataInputView in) throws IOException {
            return Json.decode(readBytes(in), type);
        }
    }

    public static final class AggregateRowSerializer extends WireSerializer<AggregateRow> {
        public AggregateRowSerializer() {
            super(AggregateRow.class);
        }
    }

    public static final class TransitionSerializer extends WireSerializer<AlertTransition> {
        public TransitionSerializer() {
            super(AlertTransition.class);
        }
    }

    public static final class QuarantinedSerializer extends WireSerializer<QuarantinedRecord> {
        public QuarantinedSerializer() {
            super(QuarantinedRecord.class);
        }
    }

    /** A wire record with its place in Kafka. */
    private abstract static class RecordedSerializer<T> extends FirstVersion<Recorded<T>> {
        private final Class<T> type;

        RecordedSerializer(Class<T> type) {
            this.type = type;
        }

        @Override
        protected void write(Recorded<T> value, DataOutputView out) throws IOException {
            out.writeInt(value.partition());
            out.writeLong(value.offset());
            writeBytes(Json.encode(value.value()), out);
            out.writeInt(value.leftOut());
        }

        @Override
        Recorded<T> read(DataInputView in) throws IOException {
            return new Recorded<>(in.readInt(), in.readLong(), Json.decode(readBytes(in), type), in.readInt());
        }
    }

    public static final class RecordedCheckSerializer extends RecordedSerializer<ProbeResult> {
        public RecordedCheckSerializer() {
            super(ProbeResult.class);
        }
    }

    public static final class RecordedSampleSerializer extends RecordedSerializer<TelemetrySample> {
        public RecordedSampleSerializer() {
            super(TelemetrySample.class);
        }
    }

    public static final class RecordedRowSerializer extends RecordedSerializer<AggregateRow> {
        public RecordedRowSerializer() {
            super(AggregateRow.class);
        }
    }

    public static final class RecordedTransitionSerializer extends RecordedSerializer<AlertTransition> {
        public RecordedTransitionSerializer() {
            super(AlertTransition.class);
        }
    }

    public static final class RecordedNotificationSerializer extends RecordedSerializer<Notification> {
        public RecordedNotificationSerializer() {
            super(Notification.class);
        }
    }

    private static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    private Types() {}
}
