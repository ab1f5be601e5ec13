package dev.tocsin.cli;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;
import dev.tocsin.gateway.security.ApiKey;
import dev.tocsin.gateway.security.KeyToken;
import dev.tocsin.gateway.security.Scope;
import dev.tocsin.gateway.security.SecurityConfig;
import dev.tocsin.gateway.store.KeyStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = "Makes, lists and revokes the API keys of the gateway.",
        footer = {
            "",
            "Keys lie in Postgres: in the one that TOCSIN_DATABASE_URL names, or else in that of the",
            "Tocsin which runs here. As soon as there is a key, every request needs one."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class KeysCommand implements Runnable {

    private static final int MAX_NAME = 200;

    private final CommandContext context;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The data directory of the Tocsin that is meant (default: the one that runs).")
    private Path dataDirectory;

    KeysCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "create",
            description = "Makes a key and prints its token, which is shown this once and kept nowhere.",
            mixinStandardHelpOptions = true)
    int create(
            @Parameters(paramLabel = "NAME", description = "What you call it, for example grafana.") String name,
            @Option(
                            names = "--scope",
                            paramLabel = "SCOPE",
                            description =
                                    "What it may do: read, ingest (push samples) or admin (everything); may be given"
                                            + " twice (default: read).")
                    List<String> scopes,
            @Option(
                            names = "--expires",
                            paramLabel = "AFTER",
                            description = "How long it works, for example 90d or 12h (default: until it is revoked).")
                    String expires,
            @Option(
                            names = "--rate",
                            paramLabel = "N",
                            description = "How many requests a second it may make (default: TOCSIN_RATE_LIMIT of the"
                                    + " gateway, which is 1000 if it is not set).")
                    Integer rate) {
        requireName(name);
        Set<Scope> given = scopes(scopes);
        Optional<Instant> expiresAt = Optional.ofNullable(expires).map(this::expiry);
        OptionalInt perSecond = rate == null ? OptionalInt.empty() : OptionalInt.of(requireRate(rate));
        String token = KeyToken.random();
        long id = keys().with(store -> store.add(name, given, KeyToken.hash(token), perSecond, expiresAt));
        context.err()
                .println(
                        "Key " + id + " (" + name + ") may " + words(given)
                                + expiresAt.map(at -> " until " + at).orElse("")
                                + ". This is its token; it is not shown again. Send it as \"Authorization: Bearer TOKEN\", as"
                                + " \"X-API-Key: TOKEN\", or as the password of HTTP Basic. Gateways know it within 5 seconds.");
        context.err().flush();
        context.out().println(token);
        return 0;
    }

    @Command(
            name = "list",
            description = "Lists all keys, without their tokens, which nobody knows any more.",
            mixinStandardHelpOptions = true)
    int list() {
        List<ApiKey> all = keys().with(KeyStore::all);
        if (all.isEmpty()) {
            context.out().println("There is no key; ./tocsin keys create NAME makes one.");
            return 0;
        }
        Instant now = context.clock().instant();
        line("ID", "NAME", "MAY", "STATE", "CREATED", "LAST USED", "A SECOND");
        for (ApiKey key : all) {
            line(
                    String.valueOf(key.id()),
                    key.name(),
                    words(key.scopes()),
                    state(key, now),
                    shown(key.createdAt()),
                    key.lastUsedAt().map(KeysCommand::shown).orElse("never"),
                    key.requestsPerSecond().isPresent()
                            ? String.valueOf(key.requestsPerSecond().getAsInt())
                            : "-");
        }
        return 0;
    }

    @Command(
            name = "revoke",
            description = "Ends a key for good; gateways refuse it within 5 seconds.",
            mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "ID", description = "As ./tocsin keys list tells.") long id) {
        if (!keys().with(store -> store.revoke(id))) {
            throw new BadSettingException(
                    "There is no key " + id + " that still works; ./tocsin keys list tells which do.");
        }
        context.out().println("Key " + id + " is revoked; gateways refuse it within 5 seconds.");
        return 0;
    }

    private KeyPlace keys() {
        return new KeyPlace(context, Optional.ofNullable(dataDirectory));
    }

    private static void requireName(String name) {
        if (name.isBlank() || name.length() > MAX_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new BadSettingException(
                    "NAME must have 1 to " + MAX_NAME + " characters and no control characters; choose another.");
        }
    }

    private Set<Scope> scopes(List<String> words) {
        if (words == null) {
            return Set.of(Scope.READ);
        }
        Set<Scope> scopes = new LinkedHashSet<>();
        for (String word : words) {
            scopes.add(Scope.of(word)
                    .orElseThrow(() ->
                            new BadSettingException("--scope=" + word + " is none; name read, ingest or admin.")));
        }
        return scopes;
    }

    private Instant expiry(String text) {
        return context.clock()
                .instant()
                .plus(new Settings(Map.of("--expires", text)).duration(null, "--expires"))
                .truncatedTo(ChronoUnit.SECONDS);
    }

    private static int requireRate(int rate) {
        if (rate < 1 || rate > SecurityConfig.MAX_RATE_LIMIT) {
            throw new BadSettingException("--rate=" + rate + " is not a whole number from 1 to "
                    + SecurityConfig.MAX_RATE_LIMIT + "; name one.");
        }
        return rate;
    }

    private static String words(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::wire).collect(Collectors.joining(", "));
    }

    private static String state(ApiKey key, Instant now) {
        if (key.revokedAt().isPresent()) {
            return "revoked";
        }
        if (key.isExpired(now)) {
            return "expired";
        }
        return key.expiresAt().map(at -> "until " + shown(at)).orElse("works");
    }

    private static String shown(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private void line(String... cells) {
        context.out()
                .println(String.format(Locale.ROOT, "%-5s %-24s %-14s %-27s %-21s %-21s %s", (Object[]) cells)
                        .stripTrailing());
    }
}
