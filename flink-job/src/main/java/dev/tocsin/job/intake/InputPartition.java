package dev.tocsin.job.intake;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitState;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** An input partition as a checkpoint holds it: where to read on, and which services were discovered in it so far. */
final class InputPartition extends KafkaPartitionSplit {

    private final DiscoveredServices discovered;

    private InputPartition(KafkaPartitionSplit split, DiscoveredServices discovered) {
        super(
                split.getTopicPartition(),
                split.getStartingOffset(),
                split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
        this.discovered = discovered;
    }

    /** An input partition that is being read. */
    static final class Reading extends KafkaPartitionSplitState {

        private final DiscoveredServices discovered;

        Reading(KafkaPartitionSplit split) {
            super(split);
            discovered = split instanceof InputPartition known ? known.discovered : new DiscoveredServices();
        }

        DiscoveredServices discovered() {
            return discovered;
        }

        /** Shares what was discovered, so it must be written before reading goes on, as Flink does. */
        InputPartition snapshot() {
            return new InputPartition(toKafkaPartitionSplit(), discovered);
        }
    }

    /** Kafka's own form, and behind it what was discovered. */
    static final class Serializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {

        private static final int VERSION = 1;

        private final KafkaPartitionSplitSerializer kafka = new KafkaPartitionSplitSerializer();

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(KafkaPartitionSplit split) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            byte[] position = kafka.serialize(split);
            out.writeInt(kafka.getVersion());
            out.writeInt(position.length);
            out.write(position);
            new Reading(split).discovered().write(out);
            return bytes.toByteArray();
        }

        @Override
        public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
            if (version != VERSION) {
                throw new IOException("an input partition of version " + version + ", this release reads " + VERSION);
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
            int kafkaVersion = in.readInt();
            byte[] position = new byte[in.readInt()];
            in.readFully(position);
            return new InputPartition(kafka.deserialize(kafkaVersion, position), DiscoveredServices.read(in));
        }
    }
}
