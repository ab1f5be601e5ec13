package dev.tocsin.job.serialization;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Reads state of an older version while it is migrated; never writes. */
final class OlderSerializer<T> extends TypeSerializerSingleton<T> {

    private final transient VersionedSerializer<T> current;
    private final transient int version;

    OlderSerializer(VersionedSerializer<T> current, int version) {
        this.current = current;
        this.version = version;
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return current.read(version, source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void serialize(T value, DataOutputView target) {
        throw new UnsupportedOperationException("only the current version is written");
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        current.write(deserialize(source), target);
    }

    @Override
    public T copy(T from) {
        return current.copy(from);
    }

    @Override
    public T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public T createInstance() {
        return current.createInstance();
    }

    @Override
    public boolean isImmutableType() {
        return current.isImmutableType();
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSingleton<T> duplicate() {
        return this;
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new SimpleTypeSerializerSnapshot<>(() -> this) {};
    }
}
