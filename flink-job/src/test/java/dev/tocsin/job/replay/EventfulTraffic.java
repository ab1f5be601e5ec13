package dev.tocsin.job.replay;

import dev.tocsin.events.AnomalyDetector;
import dev.tocsin.events.AnomalySettings;
import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Json;
import dev.tocsin.events.Metric;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.events.Topics;
import dev.tocsin.health.admission.Admission;
import dev.tocsin.health.admission.Timeliness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Some minutes of many services' lives, in which everything happens that the rules look at: outages, slowness, silence, changed,
 * deleted and newly registered services, checks that hang and records that are late. Time is invented, so topics must
 * take the sender's timestamps.
 */
final class EventfulTraffic {

    /** A whole hour. */
    static final long START = 1_760_000_400_000L;

    /** Enough that each subtask has one of them. */
    static final int SENTINELS = 16;

    private static final String SENTINEL = "sentinel-";

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long STEADY = 45 * MINUTE;
    private static final AnomalySettings ANOMALY = new AnomalySettings(AnomalyDetector.NOVELTY, 1, 30);
    private static final String[] LOCATIONS = {"eu-1", "us-1"};

    private final SplittableRandom random;
    private final long end;
    private final List<Draft> drafts = new ArrayList<>();

    /** A record to produce. */
    record Draft(String topic, int partition, long appendedAt, byte[] key, byte[] value) {}

    private record Said(ServiceDefinition definition, long at) {}

    private record Stretch(long from, long to) {}

    EventfulTraffic(long seed, int services, int minutes) {
        random = new SplittableRandom(seed);
        end = START + minutes * MINUTE;
        for (int i = 0; i < services; i++) {
            live("service-" + i, 1 + 1_000L * i);
        }
        steady();
        for (long at = START; at <= START + STEADY; at += 1_000) {
            tick(at);
        }
        conclude();
        drafts.sort(Comparator.comparingLong(Draft::appendedAt));
    }

    /** In the order of their append times. */
    List<Draft> drafts() {
        return drafts;
    }

    /** Whether that is told when the watermark has passed everything else. */
    static boolean isSentinel(String entity) {
        return entity.startsWith(SENTINEL);
    }

    private void live(String service, long id) {
        List<Said> said = define(service, id);
        List<Stretch> silent = stretches(1, 3 * MINUTE);
        for (String location : LOCATIONS) {
            probe(service, location, silent, said);
        }
        if (random.nextInt(4) == 0) {
            push(service);
        }
    }

    /** A life without events, long enough to know what is usual, until its answers take longer for a while. */
    private void steady() {
        String service = "steady";
        ServiceDefinition definition = definition(service, 1_000_001, 2, 1, 2, 1, START);
        control(service, START, Json.encode(definition));
        long from = START + STEADY - 8 * MINUTE;
        for (String location : LOCATIONS) {
            for (long at = START + 1_000; at < START + STEADY; at += 2_000) {
                boolean slow = at >= from && at < from + 3 * MINUTE;
                double latency = (slow ? 600 : 50) * (0.9 + 0.2 * random.nextDouble());
                result(service, location, at, random.nextLong(900), CheckStatus.OK, latency, definition);
            }
        }
    }

    private static ServiceDefinition definition(
            String service,
            long id,
            int failuresToAlert,
            int quorum,
            int successesToResolve,
            long version,
            long effectiveAt) {
        return new ServiceDefinition(
                id,
                service,
                "Service " + id,
                "http://127.0.0.1:1/",
                2_000,
                1_000,
                500,
                0.99,
                failuresToAlert,
                quorum,
                successesToResolve,
                1_000,
                ANOMALY,
                List.of(),
                version,
                effectiveAt);
    }

    private List<Said> define(String service, long firstId) {
        List<Said> said = new ArrayList<>();
        long id = firstId;
        long version = 0;
        for (long at = START + random.nextLong(3_000); at < end; at += 20_000 + random.nextLong(8 * MINUTE)) {
            if (version > 0 && random.nextInt(3) == 0) {
                said.add(new Said(null, at));
                control(service, at, null);
                at += 500 + random.nextLong(2 * MINUTE);
                id++;
                version = 0;
            }
            ServiceDefinition definition = definition(
                    service,
                    id,
                    1 + random.nextInt(3),
                    1 + random.nextInt(2),
                    1 + random.nextInt(3),
                    ++version,
                    Resolution.SLICE.floor(at + 4_999) + Resolution.SLICE.millis());
            said.add(new Said(definition, at));
            control(service, at, Json.encode(definition));
        }
        return said;
    }

    private void probe(String service, String location, List<Stretch> allSilent, List<Said> said) {
        List<Stretch> outages = stretches(3, 90_000);
        List<Stretch> slow = stretches(2, 90_000);
        List<Stretch> silent = stretches(2, 4 * MINUTE);
        List<Stretch> hanging = stretches(1, MINUTE);
        double usual = 20 + random.nextInt(100);
        for (long at = START; at < end; at += 1_500 + random.nextLong(1_000)) {
            ServiceDefinition heard = heardBy(said, at);
            if (heard == null || is(silent, at) || is(allSilent, at)) {
                continue;
            }
            boolean bad = is(outages, at) && random.nextInt(8) > 0;
            CheckStatus status = bad
                    ? random.nextBoolean() ? CheckStatus.DOWN : CheckStatus.ERROR
                    : random.nextInt(200) == 0 ? CheckStatus.UNKNOWN : CheckStatus.OK;
            long took = is(hanging, at)
                    ? random.nextLong(40_000)
                    : random.nextInt(50) == 0 ? random.nextLong(15 * MINUTE) : random.nextLong(900);
            if (isDeletedBetween(said, at - 400, at + took - 1_500)) {
                continue;
            }
            double latency = usual * (is(slow, at) ? 30 : 1) * (0.9 + 0.2 * random.nextDouble());
            result(service, location, at, took, status, latency, heard);
        }
    }

    private void result(
            String service,
            String location,
            long at,
            long took,
            CheckStatus status,
            double latency,
            ServiceDefinition heard) {
        boolean answered = status == CheckStatus.OK || status == CheckStatus.ERROR;
        add(
                Topics.PROBE_RESULTS,
                service,
                at + took,
                Json.encode(new ProbeResult(
                        null,
                        service,
                        location,
                        "http",
                        at,
                        status,
                        answered ? Math.round(latency * 1_000) / 1_000.0 : null,
                        null,
                        500,
                        2_000,
                        null,
                        answered ? null : "refused",
                        null,
                        heard.id(),
                        heard.version())));
    }

    private void push(String service) {
        List<Stretch> bad = stretches(4, MINUTE);
        for (long at = START; at < end; at += 1_000 + random.nextLong(4_000)) {
            double value = is(bad, at) ? 400 + random.nextInt(900) : 30;
            TelemetrySample sample =
                    new TelemetrySample(at - random.nextLong(1_500), service, Metric.LATENCY, value, Map.of());
            add(Topics.TELEMETRY, service, at, Json.encode(sample));
        }
    }

    /** Ends all windows and all silence, and then tells it. */
    private void conclude() {
        long later = START + STEADY + 8 * HOUR;
        tick(later);
        for (int i = 0; i < SENTINELS; i++) {
            String service = SENTINEL + i;
            add(
                    Topics.PROBE_RESULTS,
                    service,
                    later + 1,
                    Json.encode(new ProbeResult(
                            null,
                            service,
                            "eu-1",
                            "http",
                            later + 1,
                            CheckStatus.DOWN,
                            null,
                            null,
                            500,
                            2_000,
                            null,
                            "the end",
                            null,
                            0,
                            0)));
        }
        tick(later + HOUR);
    }

    private static ServiceDefinition heardBy(List<Said> said, long time) {
        ServiceDefinition heard = null;
        for (Said one : said) {
            if (one.at() + 300 <= time) {
                heard = one.definition();
            }
        }
        return heard;
    }

    private static boolean isDeletedBetween(List<Said> said, long from, long to) {
        return said.stream().anyMatch(one -> one.definition() == null && one.at() >= from && one.at() < to);
    }

    private List<Stretch> stretches(int most, long longest) {
        List<Stretch> stretches = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            long from = START + random.nextLong(end - START);
            stretches.add(new Stretch(from, from + 10_000 + random.nextLong(longest)));
        }
        return stretches;
    }

    private static boolean is(List<Stretch> stretches, long time) {
        return stretches.stream().anyMatch(stretch -> time >= stretch.from() && time < stretch.to());
    }

    private void control(String service, long at, byte[] value) {
        byte[] key = ServiceDefinition.controlKey(service).getBytes(StandardCharsets.UTF_8);
        drafts.add(new Draft(Topics.CONTROL, 0, at, key, value));
    }

    private void add(String topic, String service, long appendedAt, byte[] value) {
        int partition = Math.floorMod(service.hashCode(), partitions(topic));
        drafts.add(new Draft(topic, partition, appendedAt, service.getBytes(StandardCharsets.UTF_8), value));
    }

    private void tick(long at) {
        for (Topics.Spec topic : Topics.ALL) {
            boolean control = topic.name().equals(Topics.CONTROL);
            if (control || Topics.INPUTS.contains(topic.name())) {
                byte[] key = control ? "tick".getBytes(StandardCharsets.UTF_8) : null;
                for (int partition = 0; partition < topic.partitions(); partition++) {
                    drafts.add(new Draft(topic.name(), partition, at, key, new byte[0]));
                }
            }
        }
    }

    private static int partitions(String topic) {
        return Topics.ALL.stream()
                .filter(spec -> spec.name().equals(topic))
                .findFirst()
                .orElseThrow()
                .partitions();
    }

    /** Observations that count. */
    long admitted() {
        return drafts.stream()
                .filter(draft ->
                        draft.value() != null && draft.value().length > 0 && Topics.INPUTS.contains(draft.topic()))
                .filter(draft -> Admission.of(eventTime(draft), draft.appendedAt()) instanceof Timeliness)
                .count();
    }

    private static long eventTime(Draft draft) {
        return draft.topic().equals(Topics.TELEMETRY)
                ? Json.decode(draft.value(), TelemetrySample.class).timestamp()
                : Json.decode(draft.value(), ProbeResult.class).timestamp();
    }
}
