package dev.tocsin.cli;

import dev.tocsin.allinone.machine.ProcessTree;
import dev.tocsin.allinone.machine.StatusReport;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Secret;
import dev.tocsin.events.service.Settings;
import dev.tocsin.gateway.store.Database;
import dev.tocsin.gateway.store.DatabaseSettings;
import dev.tocsin.gateway.store.KeyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where keys are kept. Asked directly and not through a gateway, since the first key is needed before a gateway can start
 * where others reach it.
 */
final class KeyPlace {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String POSTGRES = "Postgres";
    private static final String USER = "tocsin";

    private final CommandContext context;
    private final Optional<Path> dataDirectory;

    KeyPlace(CommandContext context, Optional<Path> dataDirectory) {
        this.context = context;
        this.dataDirectory = dataDirectory;
    }

    /** @throws BadSettingException if no Postgres is named and none runs, or it does not answer */
    <T> T with(Function<KeyStore, T> work) {
        try (Database database = Database.open(settings(), PATIENCE)) {
            return work.apply(new KeyStore(database, context.clock()));
        }
    }

    private DatabaseSettings settings() {
        boolean named = context.environment().entrySet().stream()
                .anyMatch(entry -> !entry.getValue().isBlank()
                        && (entry.getKey().startsWith("TOCSIN_DATABASE_")
                                || entry.getKey().startsWith("POSTGRES_")));
        if (named && dataDirectory.isEmpty()) {
            return DatabaseSettings.from(new Settings(context.environment()));
        }
        return places().flatMap(place -> running(place).stream())
                .findFirst()
                .orElseThrow(() -> new BadSettingException("No Tocsin runs"
                        + dataDirectory.map(place -> " on " + place).orElse(" here")
                        + ", and keys lie in its Postgres; start one with ./tocsin up, or set TOCSIN_DATABASE_URL to"
                        + " the gateway's."));
    }

    private Stream<Path> places() {
        return dataDirectory
                .map(place -> Stream.of(place.toAbsolutePath().normalize()))
                .orElseGet(() -> new DataPlaces(context.home()).likely().stream());
    }

    /** The Postgres of the Tocsin that runs on that directory. */
    private static Optional<DatabaseSettings> running(Path place) {
        return StatusReport.read(place)
                .filter(report -> new ProcessTree(report.pid()).isAlive())
                .filter(report -> report.addresses().containsKey(POSTGRES))
                .map(report -> new DatabaseSettings(report.addresses().get(POSTGRES), USER, password(place)));
    }

    private static Secret password(Path place) {
        Path file = place.resolve("postgres").resolve("password");
        try {
            return new Secret(Files.readString(file).strip());
        } catch (IOException e) {
            throw new BadSettingException(
                    file + " cannot be read (" + e.getMessage() + "); call this as the user who started Tocsin.");
        }
    }
}
