package dev.tocsin.health.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promise of {@link EntityHealth}: however its partitions were read, the same is told, to the byte. */
class EntityHealthReplayTest {

    private static final int HISTORIES = 3;
    private static final long MINUTES = 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldTellTheSameHoweverThePartitionsAreRead(long seed) throws IOException {
        for (long history = seed * 1_000; history < seed * 1_000 + HISTORIES; history++) {
            History lived = new History(history, MINUTES);
            Map<String, String> told = new Replay(lived, 1, false, false).read();
            for (long reading = 2; reading < 6; reading++) {
                Map<String, String> again = new Replay(lived, reading, reading > 3, reading > 2).read();
                assertThat(differences(told, again))
                        .as("history %s read in way %s", history, reading)
                        .isEmpty();
            }
        }
    }

    /** Long enough for the windows of the error budget. */
    @Test
    void shouldTellTheSameOfALongLife() throws IOException {
        History lived = new History(42, 90);
        Map<String, String> told = new Replay(lived, 1, false, false).read();
        assertThat(differences(told, new Replay(lived, 2, true, true).read())).isEmpty();
        assertThat(differences(told, new Replay(lived, 3, true, true).read())).isEmpty();
        assertThat(told.keySet()).anyMatch(name -> name.contains("/slo-burn "));
        assertThat(told.keySet()).anyMatch(name -> name.contains("/anomaly/"));
    }

    @Test
    void shouldMeetEveryRuleAndEveryWayInWhichAnIncidentEnds() throws IOException {
        Set<String> met = new TreeSet<>();
        for (long history = 1_000; history < 1_040; history++) {
            new Replay(new History(history, MINUTES), 1, false, false)
                    .read()
                    .values()
                    .forEach(text -> {
                        met.add(text.replaceAll(".*\"rule\":\"([a-z-]+)\".*\"state\":\"([a-z]+)\".*", "$1 $2"));
                        if (text.contains("deleted")) {
                            met.add("deleted");
                        } else if (text.contains("none has come from there")) {
                            met.add("gone");
                        }
                    });
        }
        assertThat(met)
                .contains(
                        "consecutive-failures firing",
                        "consecutive-failures resolved",
                        "deleted",
                        "gone",
                        "multi-signal firing",
                        "multi-signal resolved",
                        "silence firing",
                        "silence resolved",
                        "telemetry-threshold firing",
                        "telemetry-threshold resolved",
                        "tiered-thresholds firing",
                        "tiered-thresholds resolved");
    }

    private static Map<String, String> differences(Map<String, String> one, Map<String, String> other) {
        Map<String, String> differences = new TreeMap<>();
        Set<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        for (String name : names) {
            if (!one.getOrDefault(name, "").equals(other.getOrDefault(name, ""))) {
                differences.put(name, one.get(name) + "\n  but\n" + other.get(name));
            }
        }
        return differences;
    }
}
