package dev.tocsin.benchmarks.contender;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How Flink stores a {@link WindowSketch}: as we would, not with Kryo. */
final class WindowSketchType extends TypeInformation<WindowSketch> {

    /** Public, because Flink makes one when it restores. */
    public static final class Serializer extends TypeSerializerSingleton<WindowSketch> {

        static final Serializer INSTANCE = new Serializer();

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public WindowSketch createInstance() {
            return new WindowSketch();
        }

        @Override
        public WindowSketch copy(WindowSketch from) {
            return new WindowSketch().merge(from);
        }

        @Override
        public WindowSketch copy(WindowSketch from, WindowSketch reuse) {
            return copy(from);
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(WindowSketch sketch, DataOutputView target) throws IOException {
            sketch.write(target);
        }

        @Override
        public WindowSketch deserialize(DataInputView source) throws IOException {
            return WindowSketch.read(source);
        }

        @Override
        public WindowSketch deserialize(WindowSketch reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            serialize(deserialize(source), target);
        }

        @Override
        public TypeSerializerSnapshot<WindowSketch> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Public, because Flink makes one when it restores. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<WindowSketch> {
        public Snapshot() {
            super(() -> Serializer.INSTANCE);
        }
    }

    @Override
    public TypeSerializer<WindowSketch> createSerializer(SerializerConfig config) {
        return Serializer.INSTANCE;
    }

    @Override
    public Class<WindowSketch> getTypeClass() {
        return WindowSketch.class;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public String toString() {
        return "WindowSketch";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WindowSketchType;
    }

    @Override
    public int hashCode() {
        return WindowSketchType.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof WindowSketchType;
    }
}
