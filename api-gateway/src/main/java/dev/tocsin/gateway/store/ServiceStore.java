package dev.tocsin.gateway.store;

import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.store.ChangeRefusedException.Reason;
import dev.tocsin.gateway.store.RegisteredService.Origin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * The table of services. Each change and its records for the control topic are one transaction, so that neither can exist
 * without the other; {@link ControlOutbox} hands the records on. Of several writers one writes at a time, so that records
 * queue in the order of the changes, and what services depend on stays true. Thread-safe.
 */
public final class ServiceStore {

    private final Database database;
    private final Clock clock;

    public ServiceStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public List<RegisteredService> all() {
        return database.query(ServiceStore::all);
    }

    static List<RegisteredService> all(Connection connection) throws SQLException {
        return ServiceRows.all(connection);
    }

    /**
     * Registers services, all or none, each under its slug, or under slug and id where that is taken or was until lately.
     *
     * @throws DependencyException if one depends on what is no service, or in the end on itself
     */
    public List<RegisteredService> register(List<DeclaredService> declared) {
        return database.inTransaction(connection -> {
            ControlOutbox.lockServices(connection);
            List<RegisteredService> services = keyed(connection, declared);
            requireDependencies(connection, services);
            insert(connection, services);
            return services;
        });
    }

    /**
     * Declares a service made through the API anew. It keeps its key, whatever it is called now; a change that changes
     * nothing leaves it as it is.
     *
     * @param version whether the version that would be changed is the one that the change was made for
     * @param change from what is there now to what shall be; what it throws undoes everything
     * @return empty if there is none of that id
     * @throws ChangeRefusedException if it is another version, or the file's
     * @throws DependencyException if it would depend on what is no service, or in the end on itself
     */
    public Optional<RegisteredService> change(
            long id, LongPredicate version, Function<RegisteredService, DeclaredService> change) {
        return database.inTransaction(connection -> {
            ControlOutbox.lockServices(connection);
            Optional<RegisteredService> there = ServiceRows.find(connection, id);
            if (there.isEmpty()) {
                return there;
            }
            requireChangeable(there.get(), version);
            DeclaredService declared = change.apply(there.get());
            RegisteredService changed = there.get().next(declared, Origin.API, now());
            if (!declared.dependsOn().equals(there.get().definition().dependsOn())) {
                requireDependencies(connection, List.of(changed));
            }
            update(connection, there.get(), changed);
            return Optional.of(changed);
        });
    }

    /**
     * Deletes a service made through the API and the checks made of it; services that depended on it do so no more.
     *
     * @return false if there is none of that id
     * @throws ChangeRefusedException if it is another version, or the file's
     */
    public boolean delete(long id, LongPredicate version) {
        return database.inTransaction(connection -> {
            ControlOutbox.lockServices(connection);
            Optional<RegisteredService> there = ServiceRows.find(connection, id);
            there.ifPresent(service -> requireChangeable(service, version));
            return delete(connection, id);
        });
    }

    /**
     * Makes the table agree with the file: what it declares exists under exactly its key, what it does not declare any more
     * goes. A service made through the API whose key the file claims becomes the file's.
     */
    public void applyFile(List<DeclaredService> declared) {
        database.inTransaction(connection -> {
            ControlOutbox.lockServices(connection);
            List<RegisteredService> existing = all(connection);
            Set<String> claimed = declared.stream().map(DeclaredService::key).collect(Collectors.toSet());
            for (RegisteredService service : existing) {
                if (service.origin() == Origin.FILE && !claimed.contains(service.key())) {
                    delete(connection, service.id());
                }
            }
            Map<String, RegisteredService> byKey =
                    existing.stream().collect(Collectors.toMap(RegisteredService::key, service -> service));
            for (DeclaredService service : declared) {
                RegisteredService there = byKey.get(service.key());
                if (there == null) {
                    long id = ServiceRows.nextIds(connection, 1).get(0);
                    insert(
                            connection,
                            List.of(RegisteredService.first(id, service.key(), service, Origin.FILE, now())));
                } else {
                    update(connection, there, there.next(service, Origin.FILE, now()));
                }
            }
            return null;
        });
    }

    /**
     * Makes what some file declared the API's, since without a file nobody else can change it. A file that declares it again
     * takes it back.
     *
     * @return how many services that were
     */
    public int releaseFromFile() {
        return database.inTransaction(connection -> {
            ControlOutbox.lockServices(connection);
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE services SET origin = ? WHERE origin = ?")) {
                update.setString(1, Origin.API.column());
                update.setString(2, Origin.FILE.column());
                return update.executeUpdate();
            }
        });
    }

    private static void requireChangeable(RegisteredService service, LongPredicate version) {
        if (service.origin() == Origin.FILE) {
            throw new ChangeRefusedException(
                    Reason.DECLARED_IN_FILE,
                    "'" + service.name() + "' is declared in tocsin.yml; change or remove it there");
        }
        long there = service.definition().version();
        if (!version.test(there)) {
            throw new ChangeRefusedException(
                    Reason.ANOTHER_VERSION,
                    "'" + service.name() + "' is at version " + there + " by now; read it again and change that");
        }
    }

    /** Gives each an id and a key of its own. */
    private List<RegisteredService> keyed(Connection connection, List<DeclaredService> declared) throws SQLException {
        List<Long> ids = ServiceRows.nextIds(connection, declared.size());
        RegisteredService[] keyed = new RegisteredService[declared.size()];
        Set<String> given = new HashSet<>();
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < keyed.length; i++) {
            open.add(i);
        }
        for (int attempt = 0; !open.isEmpty(); attempt++) {
            int times = attempt;
            Set<String> taken = ServiceRows.taken(
                    connection,
                    open.stream()
                            .map(i -> candidate(declared.get(i).key(), ids.get(i), times))
                            .toList());
            open.removeIf(i -> {
                String key = candidate(declared.get(i).key(), ids.get(i), times);
                boolean free = !taken.contains(key) && given.add(key);
                if (free) {
                    keyed[i] = RegisteredService.first(ids.get(i), key, declared.get(i), Origin.API, now());
                }
                return free;
            });
        }
        return List.of(keyed);
    }

    private static String candidate(String slug, long id, int attempt) {
        return switch (attempt) {
            case 0 -> slug;
            case 1 -> slug + "-" + id;
            default -> slug + "-" + id + "-" + attempt;
        };
    }

    private static void requireDependencies(Connection connection, List<RegisteredService> services)
            throws SQLException {
        if (services.stream()
                .anyMatch(service -> !service.definition().dependsOn().isEmpty())) {
            Map<String, List<String>> all = ServiceRows.dependencies(connection);
            services.forEach(
                    service -> all.put(service.key(), service.definition().dependsOn()));
            for (int i = 0; i < services.size(); i++) {
                Dependencies.require(i, services.get(i).key(), all);
            }
        }
    }

    private static void insert(Connection connection, List<RegisteredService> services) throws SQLException {
        ServiceRows.insert(connection, services);
        ControlOutbox.add(
                connection, services.stream().map(RegisteredService::definition).toList());
    }

    private static void update(Connection connection, RegisteredService there, RegisteredService changed)
            throws SQLException {
        if (changed != there) {
            ServiceRows.update(connection, changed);
            ControlOutbox.add(connection, List.of(changed.definition()));
        }
    }

    /** Needs nothing of the row but its key, so that a row which is not sound can go too. */
    private boolean delete(Connection connection, long id) throws SQLException {
        String key;
        Origin origin;
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM services WHERE id = ? RETURNING key, origin")) {
            delete.setLong(1, id);
            try (ResultSet row = delete.executeQuery()) {
                if (!row.next()) {
                    return false;
                }
                key = row.getString(1);
                origin = Origin.of(row.getString(2));
            }
        }
        execute(connection, "DELETE FROM checks WHERE service = ?", key);
        execute(connection, "DELETE FROM aggregates WHERE entity = ? AND kind = 'service' AND source = 'probe'", key);
        if (origin == Origin.API) {
            execute(
                    connection,
                    "INSERT INTO retired_keys (key, retired_at) VALUES (?, now())"
                            + " ON CONFLICT (key) DO UPDATE SET retired_at = now()",
                    key);
        }
        ControlOutbox.add(connection, ServiceDefinition.controlKey(key), null);
        for (RegisteredService dependent : ServiceRows.dependents(connection, key)) {
            update(connection, dependent, dependent.next(dependent.declared().without(key), Origin.API, now()));
        }
        return true;
    }

    private static void execute(Connection connection, String sql, String key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            statement.executeUpdate();
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
