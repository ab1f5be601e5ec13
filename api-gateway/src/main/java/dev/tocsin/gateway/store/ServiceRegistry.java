package dev.tocsin.gateway.store;

import dev.tocsin.gateway.definitions.DeclaredService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The registered services, as every request needs them: Postgres is the truth, and a copy in memory is read. The copy is
 * renewed with each change made here, and now and then for changes made by another gateway. Thread-safe.
 */
public final class ServiceRegistry {

    private final ServiceStore store;
    private final Runnable changed;
    private volatile Consumer<String> definition = key -> {};
    private volatile Consumer<String> deletion = key -> {};
    private volatile Map<Long, RegisteredService> byId = Map.of();
    private volatile Map<String, RegisteredService> byKey = Map.of();

    /** @param changed is run after each change, when it is committed */
    public ServiceRegistry(ServiceStore store, Runnable changed) {
        this.store = store;
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

    public RegisteredService register(DeclaredService declared) {
        RegisteredService registered = store.register(declared);
        reload();
        changed.run();
        return registered;
    }

    /** False if there is no service of that id. */
    public boolean delete(long id) {
        boolean deleted = store.delete(id);
        reload();
        changed.run();
        return deleted;
    }

    /** Makes the services of the file registered, and no other of the file's. */
    public void applyFile(List<DeclaredService> declared) {
        store.applyFile(declared);
        reload();
        changed.run();
    }
}
