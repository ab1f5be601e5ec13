package dev.tocsin.job.recording;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How many raw rows are recorded: a fleet that is checked fifty thousand times a second would fill a disk with what nobody reads,
 * and Postgres would be too busy for the figures. Windows and incidents count all of them; only single rows are left
 * out, and the next one of their service says how many. Failed results, which people do read, have as many places of their own, and tell of failed ones only.
 */
final class RawRate<T> implements Serializable {

    private final int perSecond;
    private final ServiceOf<T> service;
    private final IsFailed<T> failed;
    private transient Map<Integer, Shares> partitions;

    interface ServiceOf<T> extends Function<T, String>, Serializable {}

    interface IsFailed<T> extends Predicate<T>, Serializable {}

    private record Shares(FairShare good, FairShare failed) {}

    /** @param perSecond rows of one partition in one second, and as many more of failed results */
    RawRate(int perSecond, ServiceOf<T> service, IsFailed<T> failed) {
        this.perSecond = perSecond;
        this.service = service;
        this.failed = failed;
    }

    void open() {
        partitions = new HashMap<>();
    }

    /** See {@link FairShare#take}. */
    int take(int partition, T value, long appendTime) {
        Shares shares = partitions.computeIfAbsent(
                partition, absent -> new Shares(new FairShare(perSecond), new FairShare(perSecond)));
        return (failed.test(value) ? shares.failed : shares.good).take(service.apply(value), appendTime);
    }
}
