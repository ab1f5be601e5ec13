package dev.tocsin.job.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;

class VersionedSnapshotTest {

    /** Version 1 wrote an int, version 2 writes a long. */
    public static final class Growing extends VersionedSerializer<Long> {
        static int current = 2;

        @Override
        protected int version() {
            return current;
        }

        @Override
        protected void write(Long value, DataOutputView out) throws IOException {
            if (current == 1) {
                out.writeInt(value.intValue());
            } else {
                out.writeLong(value);
            }
        }

        @Override
        protected Long read(int version, DataInputView in) throws IOException {
            return version == 1 ? in.readInt() : in.readLong();
        }
    }

    @Test
    void shouldMigrateStateOfAnOlderVersionAndRefuseThatOfANewerOne() throws IOException {
        Growing.current = 1;
        byte[] oldSnapshot = snapshot();
        byte[] oldState = {0, 0, 0, 42};
        Growing.current = 2;
        byte[] newSnapshot = snapshot();

        TypeSerializerSnapshot<Long> old = read(oldSnapshot);
        TypeSerializerSnapshot<Long> current = new Growing().snapshotConfiguration();
        assertThat(current.resolveSchemaCompatibility(old).isCompatibleAfterMigration())
                .isTrue();
        assertThat(old.restoreSerializer().deserialize(new DataInputDeserializer(oldState)))
                .isEqualTo(42L);

        Growing.current = 1;
        assertThat(new Growing()
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(read(newSnapshot))
                        .isIncompatible())
                .isTrue();
        Growing.current = 2;
    }

    private static byte[] snapshot() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TypeSerializerSnapshot.writeVersionedSnapshot(
                new DataOutputViewStreamWrapper(bytes), new Growing().snapshotConfiguration());
        return bytes.toByteArray();
    }

    private static TypeSerializerSnapshot<Long> read(byte[] snapshot) throws IOException {
        return TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputViewStreamWrapper(new ByteArrayInputStream(snapshot)),
                VersionedSnapshotTest.class.getClassLoader());
    }
}
