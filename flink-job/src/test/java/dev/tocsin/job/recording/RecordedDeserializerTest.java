package dev.tocsin.job.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.job.serialization.Types;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordedDeserializerTest {

    private final List<byte[]> decoded = new ArrayList<>();
    private final RecordedDeserializer<AggregateRow> deserializer = new RecordedDeserializer<>(
            Types.RECORDED_ROW,
            json -> {
                decoded.add(json);
                return null;
            },
            (row, appendTime) -> false,
            null);

    @Test
    void shouldLeavePartialRowsUnread() {
        ConsumerRecord<byte[], byte[]> partial = new ConsumerRecord<>("t", 0, 1, null, new byte[] {1});
        partial.headers().add(AggregateRow.PARTIAL_HEADER, new byte[0]);
        ConsumerRecord<byte[], byte[]> whole = new ConsumerRecord<>("t", 0, 2, null, new byte[] {2});

        deserializer.deserialize(partial, new ListCollector<>(new ArrayList<>()));
        deserializer.deserialize(whole, new ListCollector<>(new ArrayList<>()));

        assertThat(decoded).containsExactly(whole.value());
    }
}
