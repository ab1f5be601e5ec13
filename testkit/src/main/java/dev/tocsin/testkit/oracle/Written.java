package dev.tocsin.testkit.oracle;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.Json;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.TestTopics;
import java.util.List;

/** What the detection job has written to Kafka so far. */
public final class Written {

    private final TestTopics topics;

    public Written(TestTopics topics) {
        this.topics = topics;
    }

    /** The aggregates, ready to be compared. */
    public Comparison aggregates() {
        Comparison comparison = new Comparison();
        topics.read(Topics.AGGREGATES)
                .forEach(record -> comparison.add(Json.decode(record.value(), AggregateRow.class)));
        return comparison;
    }

    /** The quarantined records, each once, however often a restarted job wrote it. */
    public List<QuarantinedRecord> quarantined() {
        return topics.read(Topics.QUARANTINE).stream()
                .map(record -> Json.decode(record.value(), QuarantinedRecord.class))
                .distinct()
                .toList();
    }
}
