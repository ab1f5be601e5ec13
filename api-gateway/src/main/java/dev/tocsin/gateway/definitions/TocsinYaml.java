package dev.tocsin.gateway.definitions;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.gateway.definitions.ConfigFiles.ConfigFile;
import dev.tocsin.gateway.definitions.Dependencies.Place;
import dev.tocsin.gateway.definitions.FileParser.Draft;
import dev.tocsin.gateway.definitions.FileParser.Parsed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The configuration: {@code tocsin.yml} with {@code services:}, a list, and {@code defaults:}, what they share; or a directory
 * of such files, whose services are merged. There, the defaults of a file hold for its own services, over those of a file
 * {@code defaults.yml}, which hold for all.
 *
 * <p>Durations are written {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}; a bare number is seconds. Values may hold
 * {@link Variables}. {@code depends_on} names other services of any of the files, by name or key. Whatever is wrong is told in
 * one sentence each, with file, line and key; a key that is not known is an error, since a misspelt one would silently leave a
 * service on its default.
 */
public final class TocsinYaml {

    private static final Set<String> SHARED = Set.of("defaults.yml", "defaults.yaml");

    private final ConfigFiles source;
    private final ServiceDefaults defaults;
    private final List<DeclaredService> services;
    private final List<FileSummary> summaries;

    private TocsinYaml(
            ConfigFiles source, ServiceDefaults defaults, List<DeclaredService> services, List<FileSummary> summaries) {
        this.source = source;
        this.defaults = defaults;
        this.services = List.copyOf(services);
        this.summaries = List.copyOf(summaries);
    }

    /** @param listed whether the file has a list of services, be it empty */
    record FileSummary(String name, int services, boolean listed) {}

    /**
     * A configuration, or everything that is wrong with it.
     *
     * @param yaml empty if there are problems
     */
    public record Reading(Optional<TocsinYaml> yaml, List<ConfigProblem> problems) {

        public Reading {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The configuration of a file or a directory.
     *
     * @param environment what its variables stand for
     * @throws BadSettingException with a line for each thing that is wrong
     */
    public static TocsinYaml load(Path path, Map<String, String> environment) {
        Reading reading = check(path, environment);
        return reading.yaml()
                .orElseThrow(() -> new BadSettingException(reading.problems().stream()
                        .map(problem ->
                                (problem.file().equals(path.toString()) ? "TOCSIN_CONFIG=" : "") + problem.told())
                        .collect(Collectors.joining("\n"))));
    }

    /** The same without throwing. */
    public static Reading check(Path path, Map<String, String> environment) {
        return parse(ConfigFiles.read(path), new Variables(environment));
    }

    /** Without a file: no services, the built-in defaults. */
    public static TocsinYaml none() {
        return new TocsinYaml(
                new ConfigFiles(false, List.of(), List.of()), ServiceDefaults.BUILT_IN, List.of(), List.of());
    }

    static Reading parse(ConfigFiles source, Variables variables) {
        List<ConfigProblem> problems = new ArrayList<>(source.problems());
        // A single file is what it is, whatever it is called.
        List<ConfigFile> shared = source.files().stream()
                .filter(file -> !source.directory() || SHARED.contains(file.name()))
                .toList();
        if (shared.size() > 1) {
            problems.add(new ConfigProblem(
                    shared.get(1).name(),
                    0,
                    "",
                    "stands beside " + shared.get(0).name() + "; keep one of them."));
        }
        Optional<Parsed> common =
                shared.stream().findFirst().map(file -> parsed(file, variables, ServiceDefaults.BUILT_IN));
        ServiceDefaults inherited = common.map(Parsed::defaults).orElse(ServiceDefaults.BUILT_IN);
        List<Parsed> files = source.files().stream()
                .map(file -> common.filter(first -> first.problems().file().equals(file.name()))
                        .orElseGet(() -> parsed(file, variables, inherited)))
                .toList();

        Dependencies known = new Dependencies();
        for (Parsed file : files) {
            file.services().forEach(draft -> declare(draft, file.problems(), known));
        }
        List<String> commonNeeds =
                common.flatMap(Parsed::shared).map(known::resolve).orElse(List.of());
        List<DeclaredService> services = new ArrayList<>();
        for (Parsed file : files) {
            boolean own = file != common.orElse(null);
            List<String> needs = own ? file.shared().map(known::resolve).orElse(commonNeeds) : commonNeeds;
            file.services().forEach(draft -> services.add(settled(draft, needs, known)));
        }
        known.requireNoCircles(services);
        files.forEach(file -> problems.addAll(file.problems().all()));
        if (!problems.isEmpty()) {
            return new Reading(Optional.empty(), problems);
        }
        return new Reading(
                Optional.of(new TocsinYaml(source, inherited.dependingOn(commonNeeds), services, summaries(files))),
                List.of());
    }

    private static Parsed parsed(ConfigFile file, Variables variables, ServiceDefaults inherited) {
        return new FileParser(new Problems(file.name()), variables).parse(file.text(), inherited);
    }

    private static DeclaredService settled(Draft draft, List<String> needs, Dependencies known) {
        String key = draft.service().key();
        // Who shares a dependency with all others does not wait for itself.
        return draft.service()
                .dependingOn(draft.dependencies().map(known::resolve).orElseGet(() -> needs.stream()
                        .filter(other -> !other.equals(key))
                        .toList()));
    }

    private static List<FileSummary> summaries(List<Parsed> files) {
        return files.stream()
                .map(file ->
                        new FileSummary(file.problems().file(), file.services().size(), file.listed()))
                .toList();
    }

    private static void declare(Draft draft, Problems problems, Dependencies known) {
        String key = draft.service().key();
        Optional<Place> twin = known.place(key);
        twin.ifPresent(place -> problems.add(
                draft.line(),
                "name",
                "\"name: " + draft.written() + "\" has the same key as the service in " + place
                        + "; rename one of them, or give it a \"key\" of its own."));
        known.declare(key, draft.service().name(), new Place(problems, draft.line()));
    }

    /** What services share that are made through the API. */
    public ServiceDefaults defaults() {
        return defaults;
    }

    /** In the order of the files and their lines. */
    public List<DeclaredService> services() {
        return services;
    }

    /** The names of the files. */
    public List<String> files() {
        return source.files().stream().map(ConfigFile::name).toList();
    }

    ConfigFiles source() {
        return source;
    }

    List<FileSummary> summaries() {
        return summaries;
    }
}
