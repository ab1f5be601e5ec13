package dev.tocsin.gateway.store;

import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.security.Targets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registered services, as every request needs them: Postgres is the truth, and a copy in memory is read. The copy is
 * renewed with each change made here, and now and then for changes made by another gateway. Thread-safe.
 */
public final class ServiceRegistry {

    private static final Logger logger = LoggerFactory.getLogger(ServiceRegistry.class);

    private final ServiceStore store;
    private final Targets targets;
    private final Runnable changed;
    private volatile Consumer<String> definition = key -> {};
    private volatile Consumer<String> deletion = key -> {};
    private volatile Map<Long, RegisteredService> byId = Map.of();
    private volatile Map<String, RegisteredService> byKey = Map.of();

    /**
     * @param targets says which addresses a service may have
     * @param changed is run after each change, when it is committed
     */
    public ServiceRegistry(ServiceStore store, Targets targets, Runnable changed) {
        this.store = store;
        this.targets = targets;
        this.changed = changed;
    }

    /** Whom to tell the keys of services that are new, or defined differently. */
    public void onDefinition(Consumer<String> listener) {
        definition = listener;
    }

    /** Whom to tell the keys of services that are gone. */
    public void onDeletion(Consumer<String> listener) {
        deletion = listener;
    }

    /** Reads the table again. */
    public synchronized void reload() {
        Map<String, RegisteredService> before = byKey;
        List<RegisteredService> services = store.all();
        byKey = services.stream().collect(Collectors.toMap(RegisteredService::key, service -> service));
        byId = services.stream()
                .collect(Collectors.toMap(
                        RegisteredService::id, service -> service, (one, other) -> other, TreeMap::new));
        before.keySet().stream().filter(key -> !byKey.containsKey(key)).forEach(deletion);
        services.stream()
                .filter(service -> !service.equals(before.get(service.key())))
                .forEach(service -> definition.accept(service.key()));
    }

    /** All services by ascending id. */
    public List<RegisteredService> all() {
        return List.copyOf(byId.values());
    }

    public Optional<RegisteredService> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<RegisteredService> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Why the prober would refuse some addresses, by address; those that it would not are left out. */
    public Map<String, String> refusals(Collection<String> urls) {
        return targets.refusals(urls);
    }

    /** Registers services, all or none; see {@link ServiceStore#register}. */
    public List<RegisteredService> register(List<DeclaredService> declared) {
        List<RegisteredService> registered = store.register(declared);
        committed();
        return registered;
    }

    /** Declares a service anew; see {@link ServiceStore#change}. */
    public Optional<RegisteredService> change(
            long id, LongPredicate version, Function<RegisteredService, DeclaredService> change) {
        Optional<RegisteredService> service = store.change(id, version, change);
        committed();
        return service;
    }

    /** Deletes a service; see {@link ServiceStore#delete}. */
    public boolean delete(long id, LongPredicate version) {
        boolean deleted = store.delete(id, version);
        committed();
        return deleted;
    }

    /**
     * Makes the services of the file registered, and no other of the file's. Its author decides about the prober's settings
     * too, and may not have made them yet, so an address that the prober would refuse is told of and stops nothing.
     */
    public void applyFile(List<DeclaredService> declared) {
        targets.refusals(declared.stream().map(DeclaredService::url).toList())
                .forEach((url, refusal) ->
                        logger.warn("Checks of {} in the configuration file will fail: {}", url, refusal));
        store.applyFile(declared);
        committed();
    }

    /** Makes the services of a file the API's, where no file is configured any more. */
    public void releaseFromFile() {
        int released = store.releaseFromFile();
        if (released > 0) {
            logger.info(
                    "{} services were declared in a file and none is configured now, so the API may change them",
                    released);
            committed();
        }
    }

    /** What was committed is true, and must not look as if it had failed because Postgres went away right after. */
    private void committed() {
        try {
            reload();
        } catch (StoreException e) {
            logger.warn("A change is stored but not seen here yet; the services are read again in some seconds", e);
        }
        changed.run();
    }
}
