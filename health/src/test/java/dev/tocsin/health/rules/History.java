package dev.tocsin.health.rules;

import dev.tocsin.events.AnomalyDetector;
import dev.tocsin.events.AnomalySettings;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Aggregate;
import dev.tocsin.health.aggregate.EventCounts;
import dev.tocsin.health.aggregate.Observation;
import dev.tocsin.health.aggregate.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A random life of one service as three partitions hold it: what probers said, what it pushed, and how it was defined. With
 * everything that makes replays differ: outages, slowness, locations that fall silent, clocks that are wrong, checks that
 * hang, changes, deletions and registrations anew.
 */
final class History {

    static final long START = 1_760_000_400_000L;
    private static final String[] LOCATIONS = {"ap-1", "eu-1", "us-1"};
    private static final long STEP = Resolution.SLICE.millis();
    private static final AnomalySettings ANOMALY = new AnomalySettings(AnomalyDetector.NOVELTY, 1, 30);
    private static final long NEVER = Long.MAX_VALUE;

    private final SplittableRandom random;
    private final List<Weather> allSilent = new ArrayList<>();
    private final long end;
    final List<Probed> probed = new ArrayList<>();
    final List<Signal> pushed = new ArrayList<>();
    final List<Said> control = new ArrayList<>();
    final Map<Long, List<View>> views = new TreeMap<>();
    private final NavigableMap<Long, List<Probed>> bySlice = new TreeMap<>();

    /** One check. */
    record Probed(Signal signal, double latencyMs) {
        long appendedAt() {
            return signal.appendedAt();
        }
    }

    /** One record of the control topic; a deletion has no definition. */
    record Said(ServiceDefinition definition, long appendedAt) {}

    /** What goes on for a while. */
    private record Weather(long from, long to) {
        boolean at(long time) {
            return time >= from && time < to;
        }
    }

    History(long seed, long minutes) {
        random = new SplittableRandom(seed);
        end = START + minutes * 60_000;
        define();
        allSilent.addAll(weather(3, 600_000));
        for (String location : LOCATIONS) {
            probe(location);
        }
        probed.sort(Comparator.comparingLong(Probed::appendedAt));
        push();
        view();
    }

    /** A long life is a quieter one: for hours nobody deletes the service, and its outages last. */
    private boolean isLong() {
        return end - START > 3_600_000;
    }

    private void define() {
        long id = 7;
        long version = 0;
        boolean alive = false;
        for (long at = START + random.nextLong(15_000); at < end; at += 1_000 + random.nextLong(4 * 60_000)) {
            if (alive && random.nextInt(isLong() ? 100 : 4) == 0) {
                control.add(new Said(null, at));
                alive = false;
                at += random.nextInt(3) == 0 ? random.nextLong(2_000) : random.nextLong(200_000);
            }
            if (!alive) {
                id += 1 + random.nextInt(2);
                version = 0;
                alive = true;
            }
            long effectiveAt =
                    Resolution.SLICE.floor(at + random.nextLong(20_000)) + (random.nextInt(3) == 0 ? 0 : STEP);
            control.add(new Said(definition(id, ++version, effectiveAt), at));
            if (random.nextInt(6) == 0) {
                control.add(new Said(definition(id, version, effectiveAt + 30_000), at + 500));
            }
        }
    }

    private ServiceDefinition definition(long id, long version, long effectiveAt) {
        return new ServiceDefinition(
                id,
                "checkout",
                "Checkout " + version,
                "https://shop.example/",
                random.nextInt(5) == 0 ? 30_000 : 2_000,
                1_000,
                1_000,
                random.nextBoolean() ? 0.99 : 0.9,
                1 + random.nextInt(3),
                1 + random.nextInt(2),
                1 + random.nextInt(3),
                2_000,
                ANOMALY,
                List.of(),
                version,
                effectiveAt);
    }

    /** The definition that a prober goes by, which hears of changes with some delay; null if it does not probe. */
    private ServiceDefinition heardBy(long time) {
        ServiceDefinition heard = null;
        for (Said said : control) {
            if (said.appendedAt() + 300 > time) {
                break;
            }
            heard = said.definition();
        }
        return heard;
    }

    private boolean isStoppedBetween(long from, long to) {
        return control.stream()
                .anyMatch(said ->
                        said.definition() == null && said.appendedAt() >= from - 300 && said.appendedAt() < to - 1_200);
    }

    private void probe(String location) {
        List<Weather> outages = weather(5, isLong() ? 1_500_000 : 150_000);
        List<Weather> slow = weather(4, 120_000);
        List<Weather> silent = weather(4, 240_000);
        List<Weather> blind = weather(2, 30_000);
        List<Weather> hanging = weather(3, 60_000);
        long skew = random.nextInt(4) == 0 ? random.nextLong(100_000) : 0;
        for (long time = START; time < end; time += 1_000 + random.nextLong(3_000)) {
            ServiceDefinition heard = heardBy(time);
            if (heard == null || is(silent, time) || is(allSilent, time)) {
                continue;
            }
            boolean fails = is(outages, time) && random.nextInt(5) > 0;
            CheckStatus status = is(blind, time)
                    ? CheckStatus.UNKNOWN
                    : fails
                            ? random.nextBoolean() ? CheckStatus.DOWN : CheckStatus.ERROR
                            : random.nextInt(40) == 0 ? CheckStatus.WARN : CheckStatus.OK;
            double latency = (is(slow, time) ? 3_000 : 100) * (0.9 + 0.2 * random.nextDouble());
            long took = is(hanging, time) ? random.nextLong(75_000) : random.nextLong(1_000);
            if (isStoppedBetween(time, time + took)) {
                continue;
            }
            long version = random.nextInt(60) == 0 ? heard.version() + random.nextInt(3) : heard.version();
            SeriesKey series = SeriesKey.probe("checkout", location);
            probed.add(new Probed(
                    new Signal(
                            series,
                            time + skew,
                            time + took,
                            status,
                            Double.NaN,
                            status.failed() ? "refused " + random.nextInt(3) : "",
                            heard.id(),
                            version),
                    latency));
        }
    }

    private void push() {
        List<Weather> bad = weather(5, 100_000);
        for (long time = START; time < end; time += 500 + random.nextLong(8_000)) {
            double value = is(bad, time) && random.nextInt(4) > 0 ? 400 + random.nextLong(900) : 100;
            Metric metric = random.nextInt(3) == 0 ? Metric.CPU : Metric.LATENCY;
            SeriesKey series = Scene.sample(metric, time, value).series();
            pushed.add(new Signal(
                    series,
                    time - random.nextLong(1_500),
                    time,
                    CheckStatus.OK,
                    metric == Metric.CPU ? value / 10 : value,
                    "",
                    0,
                    0));
        }
    }

    private List<Weather> weather(int times, long longest) {
        List<Weather> weather = new ArrayList<>();
        for (int i = random.nextInt(times + 1); i > 0; i--) {
            long from = START + random.nextLong(end - START);
            weather.add(new Weather(from, from + random.nextLong(longest)));
        }
        return weather;
    }

    private static boolean is(List<Weather> weather, long time) {
        return weather.stream().anyMatch(stretch -> stretch.at(time));
    }

    private void view() {
        probed.forEach(one -> bySlice.computeIfAbsent(
                        Resolution.SLICE.floor(one.signal().timestamp()), start -> new ArrayList<>())
                .add(one));
        long last = Resolution.SLICE.floor(end) + 200_000;
        for (long sliceEnd = START; sliceEnd < last; sliceEnd += STEP) {
            List<View> together = new ArrayList<>();
            for (String location : LOCATIONS) {
                View view = view(location, sliceEnd);
                if (!view.minute().isEmpty()) {
                    together.add(view);
                }
            }
            views.put(sliceEnd, together);
        }
    }

    private View view(String location, long sliceEnd) {
        Aggregate slice = new Aggregate();
        Aggregate minute = new Aggregate();
        Aggregate oldest = new Aggregate();
        for (Probed one : bySlice.subMap(sliceEnd - 60_000, sliceEnd).values().stream()
                .flatMap(List::stream)
                .toList()) {
            long start = Resolution.SLICE.floor(one.signal().timestamp());
            if (one.signal().series().location().equals(location)
                    && isJudged(one.signal())
                    && timeliness(one.signal()).firstView(start) <= sliceEnd) {
                minute.add(observation(one));
                if (start == sliceEnd - 60_000) {
                    oldest.add(observation(one));
                }
                if (start == sliceEnd - STEP) {
                    slice.add(observation(one));
                }
            }
        }
        return new View(SeriesKey.probe("checkout", location), sliceEnd, slice, minute, EventCounts.of(oldest, 1));
    }

    private static Observation observation(Probed one) {
        Signal signal = one.signal();
        boolean answered = signal.status() != CheckStatus.DOWN && signal.status() != CheckStatus.UNKNOWN;
        long value = answered ? Math.round(one.latencyMs() * 1_000) : Observation.NO_VALUE;
        return new Observation(signal.series(), signal.timestamp(), signal.status(), value, 1_000_000, 2_000);
    }

    private static Timeliness timeliness(Signal signal) {
        return (Timeliness) Admission.of(signal.timestamp(), signal.appendedAt());
    }

    static boolean isJudged(Signal signal) {
        return timeliness(signal).isJudged();
    }

    /** When the watermark may have come to the end of everything, and of what is told hours later. */
    long endOfTime() {
        return Resolution.SLICE.floor(end) + 5 * 3_600_000L;
    }

    static long never() {
        return NEVER;
    }
}
