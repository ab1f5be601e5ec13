package dev.tocsin.job.recording;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which of one partition's records become raw rows, when there are more in a second than should: each service has as many as
 * every other that has more to say, and who says less loses nothing. Which second it is depends on when the broker got the
 * record, so a job that catches up leaves out no more than one that keeps up.
 *
 * <p>How much each may have is known from the second before. When many begin to speak at once, each that has no row in this second
 * still gets one. Where there are more services than rows, they take turns.
 *
 * <p>Kept nowhere: after a restart, some rows more are recorded than should. Not thread-safe.
 */
final class FairShare {

    /** In the place of a number of rows: this one is left out. */
    static final int LEFT_OUT = -1;

    private static final long SECOND = 1_000;
    /** Names may be made up by anyone; of more services it forgets what they have had. */
    private static final int MOST_SERVICES = 200_000;

    private final int perSecond;
    private final Map<String, Service> services = new HashMap<>();
    private long second = Long.MIN_VALUE;
    private int kept;
    private int share = Integer.MAX_VALUE;
    private int turns = 1;

    private static final class Service {
        /** In this second. */
        private int came;

        private int kept;
        /** Since the row that was kept last. */
        private int leftOut;
    }

    /** @param perSecond rows that are kept in a second */
    FairShare(int perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * Takes the next record.
     *
     * @param appendTime when the broker got it, epoch ms
     * @return how many of its service were left out since the one before that was kept; {@link #LEFT_OUT} if it is left out
     *     itself
     */
    int take(String service, long appendTime) {
        long now = Math.floorDiv(appendTime, SECOND);
        if (now != second) {
            begin(now);
        }
        Service of = services.computeIfAbsent(service, absent -> new Service());
        of.came++;
        boolean isItsTurn = turns == 1 || Math.floorMod(service.hashCode() + now, turns) == 0;
        if (!isItsTurn || of.kept >= (kept < perSecond ? share : 1)) {
            of.leftOut++;
            return LEFT_OUT;
        }
        kept++;
        of.kept++;
        int before = of.leftOut;
        of.leftOut = 0;
        return before;
    }

    private void begin(long now) {
        share = Integer.MAX_VALUE;
        turns = 1;
        if (now == second + 1) {
            shareOut(services.values().stream()
                    .mapToInt(service -> service.came)
                    .filter(came -> came > 0)
                    .sorted()
                    .toArray());
        }
        services.values().removeIf(service -> service.leftOut == 0);
        if (services.size() > MOST_SERVICES) {
            services.clear();
        }
        services.values().forEach(service -> {
            service.came = 0;
            service.kept = 0;
        });
        second = now;
        kept = 0;
    }

    /** @param came how much each service had to say, ascending */
    private void shareOut(int[] came) {
        if (Arrays.stream(came).asLongStream().sum() <= perSecond) {
            return;
        }
        if (came.length > perSecond) {
            share = 1;
            turns = (came.length + perSecond - 1) / perSecond;
            return;
        }
        int left = perSecond;
        for (int i = 0; i < came.length; i++) {
            share = left / (came.length - i);
            if (came[i] > share) {
                return;
            }
            left -= came[i];
        }
    }
}
