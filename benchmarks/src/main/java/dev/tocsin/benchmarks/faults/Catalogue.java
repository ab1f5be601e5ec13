package dev.tocsin.benchmarks.faults;

import dev.tocsin.events.service.BadSettingException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** All faults that can be tried. A new one is one class and one line here. */
final class Catalogue {

    static final List<Fault> ALL = List.of(
            new TaskManagerDies(10),
            new TaskManagerFreezes(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(90)),
            new JobManagerDies(),
            new DeathInCheckpoint(),
            new BrokerDies(),
            new SilentPartition(Duration.ofMinutes(10)),
            new MorePartitions(),
            new PostmasterDies(3),
            new CommitUnknown(),
            new DatabaseGone(),
            new FarFuture(),
            new WrongClocks(),
            new ReadAgain(),
            new MalformedInputs(),
            new MillionsOfNames(),
            new HotKey(),
            new GoldenSavepoint(),
            new Rescaled());

    /**
     * The faults of these ids, in the catalogue's order.
     *
     * @param ids for example {@code f1}; none, or {@code all}, for all of them
     * @throws BadSettingException if there is no such fault
     */
    static List<Fault> of(List<String> ids) {
        if (ids.isEmpty() || ids.stream().anyMatch("all"::equalsIgnoreCase)) {
            return ALL;
        }
        List<String> wanted =
                ids.stream().map(id -> id.toUpperCase(Locale.ROOT)).toList();
        List<String> known = ALL.stream().map(Fault::id).toList();
        wanted.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw new BadSettingException("There is no fault " + id + "; there are " + String.join(", ", known) + ".");
        });
        return ALL.stream().filter(fault -> wanted.contains(fault.id())).collect(Collectors.toList());
    }

    private Catalogue() {}
}
