package dev.tocsin.benchmarks.latency;

import dev.tocsin.testkit.LoopbackSlack;
import dev.tocsin.testkit.SlackMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Follows single results through a running Tocsin that is under load, one kind after the other. All clocks are this machine's.
 */
final class LatencyRun {

    /** Between two results that are followed, so that none waits for the other; it paces, it awaits nothing. */
    private static final long PAUSE_MS = 300;

    private static final long SLACK_PATIENCE_MS = 10_000;
    private static final long LOOK_EVERY_MS = 10;
    /**
     * Slack takes one message a second from a webhook, so a second incident waits 1.1 s after the first, whatever is done on
     * the way there. Ticks come once a second, so that incidents are spread over it.
     */
    private static final long CHANNEL_PACE_MS = 1_200;

    private static final int ONE_SECOND_MS = 1_000;

    private final LatencyResult result;
    private final Beacons beacons;
    private final LiveView view;
    private final Map<String, Long> ids;
    private final StoredRows rows;
    private final LoopbackSlack slack;
    private final SplittableRandom pauses = new SplittableRandom(1);

    LatencyRun(
            int perSecond,
            Beacons beacons,
            LiveView view,
            Map<String, Long> ids,
            StoredRows rows,
            LoopbackSlack slack) {
        this.result = new LatencyResult(perSecond);
        this.beacons = beacons;
        this.view = view;
        this.ids = ids;
        this.rows = rows;
        this.slack = slack;
    }

    /**
     * Sends a good result for each of some services and waits until it can be seen, then follows the rows of those that are
     * still open, then takes each of the others down.
     *
     * @param warmUp services that go both ways first and are not counted: how long classes take to load is not asked here
     */
    LatencyResult follow(List<String> warmUp, List<String> well, List<String> down) throws Exception {
        LatencyResult uncounted = new LatencyResult(result.perSecond());
        see(warmUp, uncounted.seen());
        ring(warmUp, uncounted.rung());
        see(well, result.seen());
        store(well);
        ring(down, result.rung());
        return result;
    }

    private void see(List<String> services, Delays seen) throws Exception {
        for (String service : services) {
            long began = System.nanoTime();
            beacons.well(service);
            if (view.awaits(ids.get(service))) {
                seen.add((System.nanoTime() - began) / 1e6);
            } else {
                seen.missed();
            }
            Thread.sleep(PAUSE_MS);
        }
    }

    /** In three slices, each at another time of the second, since ticks come once a second. */
    private void store(List<String> services) throws Exception {
        for (int slice = 0; slice < 3; slice++) {
            Thread.sleep(10_000 - System.currentTimeMillis() % 10_000 + 3_500);
            for (String service : services) {
                rows.sent(service, beacons.well(service));
                Thread.sleep(10);
            }
            rows.follow(result.stored());
        }
    }

    /** One at a time: only so is it about the way, and not about the pace at which a channel may be told. */
    private void ring(List<String> services, Delays rung) throws InterruptedException {
        for (String service : services) {
            long sentAt = beacons.down(service);
            Optional<SlackMessage> message = received(service, sentAt);
            long until = sentAt + SLACK_PATIENCE_MS;
            while (message.isEmpty() && System.currentTimeMillis() < until) {
                Thread.sleep(LOOK_EVERY_MS);
                message = received(service, sentAt);
            }
            message.ifPresentOrElse(came -> rung.add(came.receivedAt().toEpochMilli() - sentAt), () -> rung.missed());
            Thread.sleep(CHANNEL_PACE_MS + pauses.nextInt(ONE_SECOND_MS));
        }
    }

    /**
     * Whole words only, because one name begins another. What came before says something else: the prober's own check of a
     * service may have failed while everything started.
     */
    private Optional<SlackMessage> received(String service, long sentAt) {
        return slack.messages().stream()
                .filter(message -> message.receivedAt().toEpochMilli() >= sentAt)
                .filter(message -> message.text().matches("(?s).*\\b" + service + "\\b.*"))
                .findFirst();
    }
}
