package dev.tocsin.benchmarks.latency;

import dev.tocsin.allinone.AllInOneApp;
import dev.tocsin.allinone.AllInOneConfig;
import dev.tocsin.allinone.News;
import dev.tocsin.allinone.Onlooker;
import dev.tocsin.allinone.RunningTocsin;
import dev.tocsin.allinone.machine.DataDirectory;
import dev.tocsin.embedded.EmbeddedPostgres;
import dev.tocsin.events.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The whole of Tocsin in a process of its own: data directory, tocsin.yml, address of the Slack stand-in. It says in one line of
 * JSON where its parts are, and runs until its standard input ends.
 */
final class StackMain {

    /** Where the parts are. */
    record Addresses(String dashboard, String kafka, String jdbcUrl, String user, String password) {}

    private static final class Silence implements Onlooker {
        @Override
        public void progress(String step) {}

        @Override
        public void notice(String sentence) {}

        @Override
        public void news(News news) {}
    }

    public static void main(String[] arguments) throws Exception {
        AllInOneConfig config = new AllInOneConfig(
                "bench",
                0,
                0,
                Optional.of(Path.of(arguments[1])),
                Optional.empty(),
                Map.of(
                        "TOCSIN_SLACK_WEBHOOK_URL", arguments[2],
                        "TOCSIN_PROBE_ALLOW", "127.0.0.0/8",
                        "TOCSIN_PROBE_LOCATIONS", "prober"));
        try (DataDirectory directory = DataDirectory.take(Path.of(arguments[0]));
                RunningTocsin tocsin = AllInOneApp.start(config, directory, new Silence())) {
            System.out.println(new String(Json.encode(addresses(tocsin)), StandardCharsets.UTF_8));
            while (System.in.read() >= 0) {
                // Only the end of it matters.
            }
        }
        System.exit(0);
    }

    private static Addresses addresses(RunningTocsin tocsin) {
        EmbeddedPostgres postgres = tocsin.parts().stream()
                .filter(EmbeddedPostgres.class::isInstance)
                .map(EmbeddedPostgres.class::cast)
                .findFirst()
                .orElseThrow();
        return new Addresses(
                tocsin.addresses().get("Dashboard"),
                tocsin.addresses().get("Kafka"),
                postgres.jdbcUrl(),
                postgres.user(),
                postgres.password().value());
    }

    private StackMain() {}
}
