package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    dmeo                        | dmeo     | ./tocsin --help
                    demo --prot 1               | --prot   | ./tocsin demo --help
                    demo --data-drr x            | --data-drr | did you mean --data-dir?
                    demo --port abc             | abc      | ./tocsin demo --help
                    demo --port                 | --port   | ./tocsin demo --help
                    demo --port 99999           | 99999    | 1 to 65535
                    up --flink-port -1          | -1       | 1 to 65535
                    up --config nowhere.yml     | nowhere  | name one that is
                    status --port 1             | --port   | ./tocsin status --help
                    validate                    | FILE     | ./tocsin validate --help
                    diff                        | FILE     | ./tocsin diff --help
                    import gatus                | FILE     | ./tocsin import --help
                    export --ulr x              | --ulr    | ./tocsin export --help
                    keys create                 | NAME     | ./tocsin keys create --help
                    keys create x --scope write | write    | name read, ingest or admin
                    keys create x --rate 0      | 0        | from 1 to 1000000
                    keys create x --expires never | never  | 1d
                    keys revoke one             | one      | ./tocsin keys revoke --help
                    keys list                   | No Tocsin runs | TOCSIN_DATABASE_URL
                    test                        | launcher | ./tocsin test
                    bench                       | launcher | ./tocsin bench
                    faults                      | launcher | ./tocsin faults
                    """)
    void shouldNameTheMistakeAndTheRemedyInOneSentence(String line, String mistake, String remedy) {
        int exitCode = run(line.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().strip())
                .contains(mistake)
                .contains(remedy)
                .endsWith(".")
                .doesNotContain("\n");
    }

    @Test
    void shouldListEveryCommandInItsHelp() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "demo",
                        "up",
                        "status",
                        "keys",
                        "validate",
                        "diff",
                        "export",
                        "import",
                        "bench",
                        "faults",
                        "test");
    }

    @Test
    void shouldShowTheHelpWhenNothingIsAsked() {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("Usage: tocsin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "up", "status", "keys", "keys create", "keys list", "keys revoke"})
    void shouldExplainEachOptionOfACommand(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: tocsin " + command, "--data-dir=DIR");
    }

    private int run(String... arguments) {
        return Commands.run(
                new CommandContext(
                        Path.of("/nowhere"),
                        Map.of(),
                        Clock.systemUTC(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        false),
                arguments);
    }
}
