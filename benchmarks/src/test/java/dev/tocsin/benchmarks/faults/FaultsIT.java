package dev.tocsin.benchmarks.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.benchmarks.stand.Stand;
import dev.tocsin.testkit.TestTopics.Stamp;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four faults of the catalogue, small, on one stand. How long things take is judged by {@code ./tocsin faults} only. */
class FaultsIT {

    private static final long SEED = 20_261_120;

    @TempDir
    static Path folder;

    private static Stand stand;

    @BeforeAll
    static void start() {
        stand = Stand.start(folder, new Stand.Plan(2, 2, 512, true, Stamp.BY_SENDER));
    }

    @AfterAll
    static void stop() {
        if (stand != null) {
            stand.close();
        }
    }

    @Test
    void shouldStayExactWhenATaskManagerIsKilled() throws Exception {
        Outcome outcome = passed(new TaskManagerDies(1), 10_000);

        assertThat(outcome.recoverySeconds()).isPositive();
    }

    @Test
    void shouldStayExactInPostgresWhenItsPostmasterIsKilledInABatch() throws Exception {
        passed(new PostmasterDies(1), 8_000);
    }

    @Test
    void shouldMakeNothingLateWhenARecordIsDated2100() throws Exception {
        passed(new FarFuture(), 10_000);
    }

    @Test
    void shouldAdmitWhatJacksonAdmitsOfMalformedInputs() throws Exception {
        passed(new MalformedInputs(), 20_000);
    }

    private static Outcome passed(Fault fault, int records) throws Exception {
        Outcome outcome = fault.run(new Terms(SEED, records, folder, Optional.of(stand), sentence -> {}));

        assertThat(outcome.isExact()).as("%s", outcome).isTrue();
        assertThat(outcome.records()).isGreaterThan(records / 2);
        assertThat(outcome.rowsCompared()).isPositive();
        return outcome;
    }
}
