package dev.tocsin.job.serialization;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/**
 * A serializer whose format has a version. State written by an older version is read by that version's branch of
 * {@link #read} and written anew; state of a newer release is refused.
 *
 * <p>A subclass has a public constructor without arguments and nothing that changes, and is therefore safe to share between threads.
 */
public abstract class VersionedSerializer<T> extends TypeSerializer<T> {

    /** The format that {@link #write} produces; raised whenever it changes. */
    protected abstract int version();

    protected abstract void write(T value, DataOutputView out) throws IOException;

    /** Reads what {@link #write} wrote when its version was the given one. */
    protected abstract T read(int version, DataInputView in) throws IOException;

    @Override
    public final void serialize(T value, DataOutputView target) throws IOException {
        write(value, target);
    }

    @Override
    public final T deserialize(DataInputView source) throws IOException {
        return read(version(), source);
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public T copy(T from) {
        if (isImmutableType()) {
            return from;
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
            write(from, new DataOutputViewStreamWrapper(bytes));
            return deserialize(new DataInputDeserializer(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("copying in memory", e);
        }
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public final T createInstance() {
        return null;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public final TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new VersionedSnapshot<>(this);
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().getName().hashCode();
    }
}
