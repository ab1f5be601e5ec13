package dev.tocsin.health.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeriesCodecTest {

    @Test
    void shouldReadEverySeriesThatItWrote() throws IOException {
        for (EntityKind kind : EntityKind.values()) {
            for (Source source : Source.values()) {
                for (Metric metric : Metric.values()) {
                    for (String location : new String[] {"", "eu-1", "東京", "🔔".repeat(100)}) {
                        SeriesKey series = new SeriesKey(kind, "checkout", source, metric, location);
                        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                        SeriesCodec.write(series, new DataOutputStream(bytes));

                        assertThat(SeriesCodec.read(input(bytes))).isEqualTo(series);
                    }
                }
            }
        }
    }

    @Test
    void shouldReadAViewThatItWrote() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        View view = new View(
                Observations.SERIES,
                1_760_000_010_000L,
                Observations.aggregate(Observations.random(random, 10, 0, 1)),
                Observations.aggregate(Observations.random(random, 100, 0, 1)),
                EventCounts.of(Observations.aggregate(Observations.random(random, 12, 0, 1)), 1));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        view.write(new DataOutputStream(bytes));

        View read = View.read(input(bytes));

        assertThat(read.series()).isEqualTo(view.series());
        assertThat(read.end()).isEqualTo(view.end());
        assertThat(Observations.bytes(read.slice())).isEqualTo(Observations.bytes(view.slice()));
        assertThat(Observations.bytes(read.minute())).isEqualTo(Observations.bytes(view.minute()));
        assertThat(read.oldest()).isEqualTo(view.oldest());
    }

    private static DataInputStream input(ByteArrayOutputStream bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
