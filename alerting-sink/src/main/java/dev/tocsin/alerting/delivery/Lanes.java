package dev.tocsin.alerting.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every job that is not settled yet: in order within its incident, and, if it waits for a neighbour, beside that one.
 * Belongs to the delivery loop.
 */
final class Lanes {

    private final Map<Job.Lane, Deque<Job>> lanes = new HashMap<>();
    private final Map<Job.Neighbours, Set<Job>> holding = new HashMap<>();
    private int size;

    /** @return whether it stands at the head of its lane and may go on at once */
    boolean enter(Job job) {
        Deque<Job> lane = lanes.computeIfAbsent(job.lane(), key -> new ArrayDeque<>());
        lane.addLast(job);
        size++;
        return lane.size() == 1;
    }

    /** @return those that may go on now: the next of its incident, if there is one */
    List<Job> leave(Job job) {
        job.finished = true;
        unhold(job);
        Deque<Job> lane = lanes.get(job.lane());
        boolean wasHead = lane.peekFirst() == job;
        lane.remove(job);
        size--;
        if (lane.isEmpty()) {
            lanes.remove(job.lane());
            return List.of();
        }
        return wasHead ? List.of(lane.peekFirst()) : List.of();
    }

    boolean isBusy(Job.Lane lane) {
        return lanes.containsKey(lane);
    }

    void hold(Job job) {
        holding.computeIfAbsent(job.neighbours(), key -> new LinkedHashSet<>()).add(job);
    }

    /** @return whether it was held */
    boolean unhold(Job job) {
        Set<Job> jobs = holding.get(job.neighbours());
        if (jobs == null || !jobs.remove(job)) {
            return false;
        }
        if (jobs.isEmpty()) {
            holding.remove(job.neighbours());
        }
        return true;
    }

    /** Those that wait for a neighbour; they wait no more. */
    Collection<Job> unholdAll(Job.Neighbours neighbours) {
        Set<Job> jobs = holding.remove(neighbours);
        return jobs == null ? List.of() : jobs;
    }

    List<Job> from(Object origin) {
        List<Job> jobs = new ArrayList<>();
        lanes.values()
                .forEach(lane ->
                        lane.stream().filter(job -> job.origin.equals(origin)).forEach(jobs::add));
        return jobs;
    }

    int size() {
        return size;
    }
}
