package dev.tocsin.job.serialization;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;

/** What a checkpoint remembers of a {@link VersionedSerializer}: its class and the version that it wrote. */
public final class VersionedSnapshot<T> implements TypeSerializerSnapshot<T> {

    private static final int SNAPSHOT_VERSION = 1;

    private String serializerClass;
    private int writtenVersion;

    /** For Flink, which reads the fields afterwards. */
    public VersionedSnapshot() {}

    VersionedSnapshot(VersionedSerializer<T> serializer) {
        serializerClass = serializer.getClass().getName();
        writtenVersion = serializer.version();
    }

    @Override
    public int getCurrentVersion() {
        return SNAPSHOT_VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(serializerClass);
        out.writeInt(writtenVersion);
    }

    @Override
    public void readSnapshot(int snapshotVersion, DataInputView in, ClassLoader classLoader) throws IOException {
        serializerClass = in.readUTF();
        writtenVersion = in.readInt();
    }

    @Override
    @SuppressWarnings("unchecked")
    public TypeSerializer<T> restoreSerializer() {
        try {
            Class<?> type =
                    Class.forName(serializerClass, true, Thread.currentThread().getContextClassLoader());
            VersionedSerializer<T> current = (VersionedSerializer<T>) InstantiationUtil.instantiate(type);
            return current.version() == writtenVersion ? current : new OlderSerializer<>(current, writtenVersion);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "State was written by " + serializerClass + ", which this release does not have.", e);
        }
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        if (!(oldSnapshot instanceof VersionedSnapshot<T> old) || !old.serializerClass.equals(serializerClass)) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        if (old.writtenVersion == writtenVersion) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
        return old.writtenVersion < writtenVersion
                ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
                : TypeSerializerSchemaCompatibility.incompatible();
    }
}
