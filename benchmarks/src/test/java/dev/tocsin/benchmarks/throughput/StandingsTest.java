package dev.tocsin.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.benchmarks.contender.ContenderName;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingsTest {

    private final Standings standings = new Standings();

    @Test
    void shouldTellTheMedianOfTheRunsThatCount() throws IOException {
        standings.add(run(ContenderName.TOCSIN, 1, ""));
        standings.add(run(ContenderName.TOCSIN, 4, ""));
        standings.add(run(ContenderName.TOCSIN, 2, ""));
        standings.add(run(ContenderName.TOCSIN, 100, "one row too few"));

        JsonNode tocsin =
                Json.mapper().readTree(standings.json()).get("contenders").get(0);

        assertThat(tocsin.get("name").asText()).isEqualTo("tocsin");
        assertThat(tocsin.get("eventsPerSecond").asDouble()).isEqualTo(500_000);
        assertThat(tocsin.get("cpuSecondsPerMillion").asDouble()).isEqualTo(3);
        assertThat(tocsin.get("peakMemoryBytes").asLong()).isEqualTo(7);
    }

    @Test
    void shouldNotBeCompleteWithoutARunThatCounts() {
        standings.add(run(ContenderName.TOCSIN, 1, ""));
        assertThat(standings.complete()).isTrue();

        standings.add(run(ContenderName.STOCK, 1, "one row too few"));
        assertThat(standings.complete()).isFalse();
    }

    @Test
    void shouldSayHowManyTimesAsFastWeAre() {
        standings.add(run(ContenderName.TOCSIN, 2, ""));
        standings.add(run(ContenderName.STOCK, 5, ""));
        StringWriter said = new StringWriter();

        standings.print(new PrintWriter(said));

        assertThat(said.toString()).contains("2.50");
    }

    /** A million records in so many seconds. */
    private static RunResult run(ContenderName contender, double seconds, String difference) {
        return new RunResult(contender, 1_000_000, 0, seconds, 3, 7, List.of(), 0, difference);
    }
}
