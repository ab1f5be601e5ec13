package dev.tocsin.alerting.delivery;

import java.util.LinkedHashSet;
import java.util.Set;

/** Keeps {@link Standing} up to date for those who ask from other threads; written by the delivery loop alone. */
final class StandingBoard {

    /** In the order of their first failure. */
    private final Set<Job> retrying = new LinkedHashSet<>();

    private volatile Standing standing = Standing.IDLE;

    Standing standing() {
        return standing;
    }

    void failed(Job job, long now, String error) {
        if (job.failingSince == 0) {
            job.failingSince = now;
        }
        retrying.add(job);
        show(standing.openIncidents(), standing.underWay(), error, false);
    }

    void left(Job job, int underWay) {
        retrying.remove(job);
        show(standing.openIncidents(), underWay, standing.lastError(), standing.rejected());
    }

    void delivered() {
        show(standing.openIncidents(), standing.underWay(), "", false);
    }

    void rejected(String error) {
        show(standing.openIncidents(), standing.underWay(), error, true);
    }

    void counted(int openIncidents, int underWay) {
        show(openIncidents, underWay, standing.lastError(), standing.rejected());
    }

    private void show(int openIncidents, int underWay, String error, boolean rejected) {
        long since = retrying.isEmpty() ? 0 : retrying.iterator().next().failingSince;
        standing = new Standing(openIncidents, underWay, since, error, rejected);
    }
}
