package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExtensionsIT {

    private static final long LONG_AGO = 1_500_000_000_000L;

    @RegisterExtension
    static final KafkaExtension kafka = new KafkaExtension();

    @RegisterExtension
    static final PostgresExtension postgres = new PostgresExtension();

    @RegisterExtension
    static final PostgresExtension samePostgres = new PostgresExtension();

    @Test
    void shouldLetTheSenderStampRecordsOnlyWhenAsked() throws Exception {
        kafka.topics().recreate(TestTopics.Stamp.BY_SENDER);
        send("first");
        assertThat(timestamps()).containsExactly(LONG_AGO);
        kafka.topics().recreate(TestTopics.Stamp.AS_CONFIGURED);
        send("second");
        assertThat(timestamps()).hasSize(1).allMatch(timestamp -> timestamp > LONG_AGO);
        assertThat(kafka.topics().read(Topics.TELEMETRY))
                .extracting(found -> new String(found.value(), StandardCharsets.UTF_8))
                .containsExactly("second");
    }

    @Test
    void shouldGiveEachClassADatabaseOfItsOwnOnOneServer() throws Exception {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT current_database()")) {
            found.next();
            assertThat(postgres.jdbcUrl()).endsWith("/" + found.getString(1));
        }
        assertThat(samePostgres.port()).isEqualTo(postgres.port());
        assertThat(samePostgres.jdbcUrl()).isNotEqualTo(postgres.jdbcUrl());
    }

    private static void send(String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Topics.producerSettings(kafka.bootstrapServers(), "test"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.TELEMETRY, null, LONG_AGO, "key", value))
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static List<Long> timestamps() {
        return kafka.topics().read(Topics.TELEMETRY).stream()
                .map(found -> found.timestamp())
                .toList();
    }
}
