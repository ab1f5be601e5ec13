package dev.tocsin.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.Unit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {

    private static final FleetPlan PLAN = new FleetPlan(7, 3, 50, 4_000);

    private final Fleet fleet = new Fleet(PLAN);
    private final FleetOracle oracle = new FleetOracle(PLAN);
    private final List<ProbeResult> written = new ArrayList<>();

    private void write() {
        while (fleet.next()) {
            oracle.add(fleet);
            written.add(ObservationReader.probeResult(fleet.json()));
        }
    }

    @Test
    void shouldWriteResultsOfAbout200Bytes() {
        fleet.next();

        assertThat(fleet.json().length).isBetween(180, 220);
    }

    @Test
    void shouldBeTheSameFromTheSameSeedOnly() {
        Fleet same = new Fleet(PLAN);
        Fleet other = new Fleet(new FleetPlan(8, 3, 50, 4_000));
        fleet.next();
        same.next();
        other.next();

        assertThat(fleet.json()).isEqualTo(same.json()).isNotEqualTo(other.json());
    }

    @Test
    void shouldRecountAnyWindowFromWhatWasWritten() {
        write();
        long from = FleetPlan.START + 20_000;
        long to = from + 60_000;
        List<ProbeResult> seen = written.stream()
                .filter(result -> FleetPlan.series(result.service(), result.location()) == 4)
                .filter(result -> result.timestamp() >= from && result.timestamp() < to)
                .toList();

        Tally tally = oracle.tally(4, from, to);

        assertThat(seen).hasSizeGreaterThan(300);
        assertThat(tally.count()).isEqualTo(seen.size());
        assertThat(tally.failed())
                .isEqualTo(
                        seen.stream().filter(result -> result.status().failed()).count())
                .isPositive();
        assertThat(tally.values())
                .isEqualTo(seen.stream()
                        .filter(result -> result.latencyMs() != null)
                        .mapToLong(result -> Unit.MILLISECONDS.toScaled(result.latencyMs()))
                        .sorted()
                        .toArray());
    }

    @Test
    void shouldCountTheWindowsThatHoldAnything() {
        write();

        // 80 s of traffic of six series, in disorder by up to 1.9 s.
        assertThat(oracle.windows(10_000, 10_000)).isEqualTo(6 * 9);
        assertThat(oracle.windows(60_000, 60_000)).isEqualTo(6 * 2);
        assertThat(oracle.windows(60_000, 10_000)).isEqualTo(6 * (9 + 5));
    }

    @Test
    void shouldInterpolatePercentilesBetweenTheClosestRanks() {
        Tally tally = new Tally(4, 0, 0, 4, 0, new long[] {10, 20, 30, 40});

        assertThat(tally.exactPercentile(50)).isEqualTo(25);
        assertThat(tally.exactPercentile(100)).isEqualTo(40);
        assertThat(tally.sketchedPercentile(50)).isEqualTo(25);
    }
}
