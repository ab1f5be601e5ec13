package dev.tocsin.alerting.delivery;

import dev.tocsin.alerting.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * One channel's waiting room and door. The door closes for the channel's pace after each request and for as long as the
 * channel asks for quiet. Belongs to the delivery loop.
 */
final class Outlet {

    /** Fewer than these are told one by one: a digest is harder to read, so it must save more than a few seconds. */
    static final int DIGEST_FROM = 6;

    /** Told within a refusal's life, no channel asks for more; what asks for more is a mistake. */
    private static final Duration LONGEST_QUIET = Duration.ofHours(1);

    final Channel channel;
    private final Loop loop;
    private final Runnable onOpen;
    private final TreeSet<Job> waiting = new TreeSet<>(Job.MOST_URGENT);
    private int reasonsToBeClosed;
    /** Settling one job may set others going; those join the round that is under way instead of beginning a second. */
    boolean pumping;
    /** Whether the channel did not take the last message. */
    boolean failing;

    Outlet(Channel channel, Loop loop, Runnable onOpen) {
        this.channel = channel;
        this.loop = loop;
        this.onOpen = onOpen;
    }

    void add(Job job) {
        waiting.add(job);
    }

    void remove(Job job) {
        waiting.remove(job);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isOpen() {
        return reasonsToBeClosed == 0;
    }

    /** Those that may go with the next request, the most urgent first; they leave the waiting room. */
    List<Job> next() {
        List<Job> jobs = new ArrayList<>();
        boolean digest = waiting.size() >= DIGEST_FROM && channel.storiesPerMessage() > 1;
        while (!waiting.isEmpty() && jobs.size() < (digest ? channel.storiesPerMessage() : 1)) {
            if (waiting.first().alone) {
                if (jobs.isEmpty()) {
                    jobs.add(waiting.pollFirst());
                }
                break;
            }
            jobs.add(waiting.pollFirst());
        }
        return jobs;
    }

    void closeFor(Duration time) {
        reasonsToBeClosed++;
        loop.after(time.compareTo(LONGEST_QUIET) > 0 ? LONGEST_QUIET : time, () -> {
            reasonsToBeClosed--;
            if (isOpen()) {
                onOpen.run();
            }
        });
    }
}
