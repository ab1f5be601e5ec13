package dev.tocsin.alerting.delivery;

import dev.tocsin.alerting.channel.Channel;
import dev.tocsin.alerting.channel.Delivery;
import dev.tocsin.alerting.channel.Message;
import dev.tocsin.alerting.channel.Story;
import dev.tocsin.alerting.ledger.Claim;
import dev.tocsin.alerting.ledger.OpenIncident;
import dev.tocsin.alerting.stage.Stages;
import dev.tocsin.alerting.stage.Verdict;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.Notification.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads every transition through the stages and keeps at it until it is settled. A transition is judged when it comes in
 * and again before each request, because what was told meanwhile may cover it.
 *
 * <p>Longer than other files on purpose: the whole life of a delivery reads from top to bottom here, and its steps share
 * one rule, that a job which is not finished has exactly one place or timer that will bring it back.
 *
 * <p>{@link #accept}, {@link #abandon}, {@link #drain}, {@link #standing} and {@link #tally} are safe from any thread;
 * everything else happens on the loop.
 */
public final class Dispatcher {

    private static final Logger logger = LoggerFactory.getLogger(Dispatcher.class);

    /** How often a delivery that is tried again says so. */
    private static final long RETRY_RECORDED_EVERY_MS = 30_000;
    /** How soon a held transition looks again by itself: what it waits for may be settled by another notifier. */
    private static final Duration HOLD_CHECKED_EVERY = Duration.ofSeconds(5);
    /** A little after a lease's end, so that one look suffices. */
    private static final Duration LEASE_MARGIN = Duration.ofMillis(20);

    private static final Duration AFTER_DEFECT = Duration.ofSeconds(5);

    private static final Object LATE = "late";

    private final Loop loop;
    private final Clock clock;
    private final Stages stages;
    private final Backoff backoff;
    private final Map<String, Outlet> outlets = new LinkedHashMap<>();
    private final Lanes lanes = new Lanes();
    private final StandingBoard board = new StandingBoard();
    private final CoverReview covers;
    private final Tally tally = new Tally();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private long jobs;
    private int requests;
    private boolean draining;

    public Dispatcher(List<Channel> channels, Stages stages, Loop loop, Clock clock, RandomGenerator random) {
        this.loop = loop;
        this.clock = clock;
        this.stages = stages;
        this.backoff = new Backoff(random);
        this.covers = new CoverReview(stages.incidents(), stages.cover(), clock, this::tellLate);
        for (Channel channel : channels) {
            outlets.put(channel.name(), new Outlet(channel, loop, () -> pump(channel.name())));
        }
    }

    public void accept(Incoming incoming) {
        loop.execute(() -> {
            AtomicInteger open = new AtomicInteger(outlets.size());
            Runnable done = () -> {
                if (open.decrementAndGet() == 0) {
                    incoming.done().run();
                }
            };
            outlets.keySet().forEach(channel -> enter(incoming.transition(), channel, incoming.origin(), done, false));
        });
    }

    /** Forgets what came from there; another notifier has taken over. What is being sent right now is still recorded. */
    public void abandon(Object origin) {
        loop.execute(() -> lanes.from(origin).forEach(job -> {
            job.abandoned = true;
            if (!job.sending) {
                leave(job);
            }
        }));
    }

    /** Begins no further request; completes when those under way are answered and recorded. */
    public CompletableFuture<Void> drain() {
        loop.execute(() -> {
            draining = true;
            completeIfDrained();
        });
        return drained;
    }

    /** Looks, from now on, for incidents that nothing covers any more. */
    public void sweepEvery(Duration interval) {
        loop.every(interval, this::sweep);
    }

    public Standing standing() {
        return board.standing();
    }

    public Tally tally() {
        return tally;
    }

    private void enter(AlertTransition transition, String channel, Object origin, Runnable done, boolean late) {
        Job job = new Job(transition, channel, origin, done, jobs++, clock.millis(), late);
        if (lanes.enter(job)) {
            consider(job);
        }
    }

    private void consider(Job job) {
        if (job.finished || job.sending || draining) {
            return;
        }
        if (job.abandoned) {
            leave(job);
            return;
        }
        guarded(job, () -> {
            Verdict verdict = judge(job);
            if (!(verdict instanceof Verdict.Send)) {
                obey(job, verdict);
                return;
            }
            if (!job.accepted) {
                job.accepted = true;
                stages.recording().accepted(job.transition, job.channel);
            }
            outlets.get(job.channel).add(job);
            pump(job.channel);
        });
    }

    private Verdict judge(Job job) {
        return stages.judge(job.transition, job.channel, job.acceptedAt, job.late, outlets.get(job.channel).failing);
    }

    /** What is to be done when there is nothing to send, or not now. */
    private void obey(Job job, Verdict verdict) {
        if (verdict instanceof Verdict.Muted muted) {
            tally.count(Outcome.MUTED);
            tally.count("muted_" + muted.why().label());
            logger.info("no message about {}: {}", job, muted.reason());
            finish(job, stages.recording().muted(job.transition, job.channel, muted));
        } else if (verdict instanceof Verdict.Known known) {
            tally.count(known.exactly() ? "repeated" : "superseded");
            logger.debug("no message about {}: {}", job, known.reason());
            finish(job, stages.recording().known(job.transition, job.channel, known));
        } else if (verdict instanceof Verdict.Hold hold) {
            lanes.hold(job);
            Duration left = Duration.ofMillis(Math.max(1, hold.until() - clock.millis()));
            loop.after(left.compareTo(HOLD_CHECKED_EVERY) < 0 ? left : HOLD_CHECKED_EVERY, () -> wake(job));
        } else {
            throw new IllegalStateException("nothing to obey: " + verdict);
        }
    }

    private void wake(Job job) {
        if (lanes.unhold(job)) {
            consider(job);
        }
    }

    private void pump(String channel) {
        Outlet outlet = outlets.get(channel);
        if (outlet.pumping) {
            return;
        }
        outlet.pumping = true;
        try {
            while (outlet.isOpen() && !outlet.isEmpty() && !draining) {
                Map<Job, Story> ready = new LinkedHashMap<>();
                outlet.next().forEach(job -> guarded(job, () -> prepare(job, ready)));
                if (!ready.isEmpty()) {
                    send(outlet, ready);
                }
            }
        } finally {
            outlet.pumping = false;
        }
    }

    private void prepare(Job job, Map<Job, Story> ready) {
        if (job.finished) {
            return;
        }
        Verdict verdict = judge(job);
        if (!(verdict instanceof Verdict.Send send)) {
            obey(job, verdict);
            return;
        }
        Claim claim = stages.sending().claim(job.key());
        if (claim instanceof Claim.Granted) {
            ready.put(job, send.story());
        } else if (claim instanceof Claim.Held held) {
            logger.info("another notifier is sending {}, looking again in {}", job, held.remaining());
            loop.after(held.remaining().plus(LEASE_MARGIN), () -> consider(job));
        } else {
            // Settled between the look and the claim; the next look sees it.
            considerNext(job);
        }
    }

    private void send(Outlet outlet, Map<Job, Story> ready) {
        outlet.closeFor(outlet.channel.pace());
        requests++;
        ready.keySet().forEach(job -> {
            job.sending = true;
            job.attempts++;
        });
        stages.sending()
                .send(outlet.channel, new Message(new ArrayList<>(ready.values())))
                .thenAccept(delivery -> loop.execute(() -> {
                    requests--;
                    answered(outlet, ready, delivery);
                    completeIfDrained();
                }));
    }

    private void answered(Outlet outlet, Map<Job, Story> ready, Delivery delivery) {
        ready.keySet().forEach(job -> job.sending = false);
        outlet.failing = delivery instanceof Delivery.Retry;
        if (delivery instanceof Delivery.Sent) {
            board.delivered();
            ready.forEach((job, story) -> guarded(job, () -> delivered(job, story)));
        } else if (delivery instanceof Delivery.Retry retry) {
            retry.after().ifPresent(outlet::closeFor);
            ready.keySet().forEach(job -> guarded(job, () -> tryAgain(job, retry)));
        } else if (delivery instanceof Delivery.Rejected rejected) {
            rejected(outlet, ready.keySet(), rejected.reason());
        }
    }

    private void delivered(Job job, Story story) {
        tally.count(Outcome.DELIVERED);
        logger.info("told on {}: {}", job.channel, story.text());
        finish(job, stages.recording().delivered(story, job.channel, job.attempts));
    }

    private void tryAgain(Job job, Delivery.Retry retry) {
        long now = clock.millis();
        board.failed(job, now, retry.reason());
        if (job.retryRecordedAt == 0 || now - job.retryRecordedAt >= RETRY_RECORDED_EVERY_MS) {
            job.retryRecordedAt = now;
            tally.count(Outcome.RETRYING);
            stages.recording().retrying(job.transition, job.channel, retry.reason(), job.attempts);
        }
        stages.sending().release(job.key());
        if (job.abandoned) {
            leave(job);
            return;
        }
        Duration delay = retry.after().orElseGet(() -> backoff.after(job.attempts));
        logger.warn("not delivered, next try in {} ms: {}: {}", delay.toMillis(), job, retry.reason());
        loop.after(delay, () -> consider(job));
    }

    private void rejected(Outlet outlet, Set<Job> refused, String reason) {
        if (refused.size() > 1) {
            logger.warn("{} refused a digest, its messages go one by one: {}", outlet.channel.name(), reason);
            refused.forEach(job -> guarded(job, () -> {
                job.alone = true;
                stages.sending().release(job.key());
                consider(job);
            }));
            return;
        }
        board.rejected(reason);
        refused.forEach(job -> guarded(job, () -> {
            tally.count(Outcome.REJECTED);
            logger.error("NOT TOLD, refused for good: {}: {}", job, reason);
            finish(job, stages.recording().rejected(job.transition, job.channel, reason, job.attempts));
        }));
    }

    private void finish(Job job, CompletionStage<Void> recorded) {
        recorded.whenComplete((nothing, error) -> job.done.run());
        leave(job);
        lanes.unholdAll(job.neighbours()).forEach(this::considerNext);
        if (job.transition.state() == State.RESOLVED) {
            covers.of(job.neighbours());
        }
    }

    private void leave(Job job) {
        outlets.get(job.channel).remove(job);
        List<Job> next = lanes.leave(job);
        board.left(job, lanes.size());
        next.forEach(this::considerNext);
    }

    /** Not within the settling of another: a thousand that settle each other in turn would not fit on the stack. */
    private void considerNext(Job job) {
        loop.execute(() -> consider(job));
    }

    private void sweep() {
        int open = outlets.keySet().stream().mapToInt(covers::all).sum();
        board.counted(open, lanes.size());
    }

    private void tellLate(String channel, OpenIncident incident) {
        if (!lanes.isBusy(new Job.Lane(channel, incident.incidentId()))) {
            enter(incident.transition(), channel, LATE, () -> {}, true);
        }
    }

    /** A defect must not strand a delivery: it is logged, and the delivery looked at again. */
    private void guarded(Job job, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            // First of all, because saying it may fail too, for example without memory.
            loop.after(AFTER_DEFECT, () -> consider(job));
            logger.error("{} failed unexpectedly, trying again. This is a defect, please report it", job, e);
        }
    }

    private void completeIfDrained() {
        if (draining && requests == 0) {
            drained.complete(null);
        }
    }
}
