package dev.tocsin.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.events.Topics;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Observation;
import dev.tocsin.health.rules.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeReaderTest {

    private static final long NOW = 1_760_000_000_000L;
    private static final String CHECK =
            "{'service':'checkout','location':'eu-1','timestamp':%d,'status':'ok','latencyMs':12.5,'apdexMs':100,"
                    + "'intervalMs':1000}";
    private static final String HOST = "{'id':'1','host':'web-1','timestamp':%d,'intervalMs':1000,"
            + "'cpu':{'physical_cores':1,'logical_cores':2,'cpu_freq_current':0,'cpu_freq_min':0,'cpu_freq_max':0,"
            + "'cpu_percent':12.5,'per_cpu_percent':[10,%s],'ctx_switches':1,'interrupts':1,'soft_interrupts':1,"
            + "'syscalls':0},'memory':{'total':100,'available':50,'used':50,'free':10,'percent':50.0,'swap_total':0,"
            + "'swap_used':0,'swap_free':0,'swap_percent':0,'swap_in':0,'swap_out':0},'gpu':null}";

    private final IntakeReader reader = new IntakeReader();

    @Test
    void shouldScaleAProbeResultAndKeepTheBrokersTimeAsAnUpperBound() {
        IntakeBatch batch = read(Topics.PROBE_RESULTS, CHECK.formatted(NOW + 60_000));
        assertThat(batch.time()).isEqualTo(NOW);
        assertThat(batch.nextOffset()).isEqualTo(18);
        assertThat(IntakeBatches.observations(batch))
                .containsExactly(new IntakeBatches.Admitted(
                        new Observation(
                                SeriesKey.probe("checkout", "eu-1"),
                                NOW + 60_000,
                                CheckStatus.OK,
                                12_500,
                                100_000,
                                1_000),
                        Timeliness.ON_TIME));
    }

    @Test
    void shouldReadACheckTheSameInTheCommonFormAndInAnyOther() {
        String common = CHECK.formatted(NOW).replace("'ok'", "'error','error':'boom'");
        String escaped = common.replace("checkout", "\\u0063heckout");
        assertThat(IntakeBatches.observations(read(Topics.PROBE_RESULTS, escaped)))
                .isEqualTo(IntakeBatches.observations(read(Topics.PROBE_RESULTS, common)));
        List<Signal> ofEscaped = List.copyOf(read(Topics.PROBE_RESULTS, escaped).signals());
        assertThat(ofEscaped)
                .isEqualTo(read(Topics.PROBE_RESULTS, common).signals())
                .extracting(Signal::detail)
                .containsExactly("boom");
    }

    @Test
    void shouldTakeAnEmptyValueForATickOfTheGatewaysClock() {
        IntakeBatch batch = read(Topics.PROBE_RESULTS, "");
        assertThat(batch.time()).isEqualTo(NOW);
        assertThat(batch.size()).isZero();
        assertThat(batch.refused()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "120000, ON_TIME",
        "120001, future",
        "-10000, ON_TIME",
        "-10001, ONE_SLICE_LATE",
        "-600000, CORRECTION",
        "-600001, ROLLUPS_ONLY",
        "-7200000, ROLLUPS_ONLY",
        "-7200001, late",
        "2340000000000, future",
        "-1758240000000, wrong-unit"
    })
    void shouldAdmitByTheRecordsOwnLateness(long ahead, String outcome) {
        assertThat(outcome(read(Topics.PROBE_RESULTS, CHECK.formatted(NOW + ahead))))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"1760000000, seconds", "1760000000000000, microseconds", "1760000000000000000, nanoseconds"})
    void shouldTellAProducerWhichUnitOfTimeItSends(long timestamp, String unit) {
        QuarantinedRecord refused =
                read(Topics.PROBE_RESULTS, CHECK.formatted(timestamp)).refused().get(0);
        assertThat(refused.reason()).isEqualTo("wrong-unit");
        assertThat(refused.detail()).isEqualTo("timestamp looks like " + unit + "; send milliseconds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"service\":\"a\"                                             | malformed-json",
                "[]                                                            | malformed-json",
                "{\"service\":\"a\",\"location\":\"b\",\"timestamp\":1}          | missing-field",
                "{\"service\":\" \",\"location\":\"b\",\"timestamp\":1,\"status\":\"down\"} | bad-name",
                "{\"service\":\"a\",\"location\":\"b\",\"timestamp\":1,\"status\":\"ok\"}   | bad-value",
                "{\"service\":\"a\",\"location\":\"b\",\"timestamp\":1,\"status\":\"fine\"} | unknown-status",
                "{\"service\":\"a\",\"location\":\"b\",\"timestamp\":99999999999999999999,\"status\":\"down\"} | malformed-json",
            })
    void shouldRefuseWhatCannotBeReadAndSayWhereItIs(String json, String reason) {
        IntakeBatch batch = read(Topics.PROBE_RESULTS, json);
        QuarantinedRecord refused = batch.refused().get(0);
        assertThat(refused.reason()).isEqualTo(reason);
        assertThat(refused.partition()).isEqualTo(3);
        assertThat(refused.offset()).isEqualTo(17);
        assertThat(batch.time()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void shouldRefuseARecordOverTheSizeLimit() {
        String padding = "x".repeat(70_000);
        assertThat(outcome(read(Topics.PROBE_RESULTS, CHECK.formatted(NOW).replace("checkout", padding))))
                .isEqualTo("oversized");
    }

    @Test
    void shouldReadTelemetryWithARfc3339Time() {
        IntakeBatch batch = read(
                Topics.TELEMETRY,
                "{'timestamp':'2025-10-09T10:53:20+02:00','service':'api','metric_type':'error_rate','value':0.25}");
        assertThat(IntakeBatches.observations(batch))
                .extracting(IntakeBatches.Admitted::observation)
                .containsExactly(new Observation(
                        new SeriesKey(EntityKind.SERVICE, "api", Source.TELEMETRY, Metric.ERROR_RATE, ""),
                        NOW,
                        CheckStatus.OK,
                        250_000,
                        0,
                        0));
    }

    @Test
    void shouldMakeOneObservationOfEachReadingOfAHost() {
        assertThat(IntakeBatches.observations(read(Topics.HOST_SAMPLES, HOST.formatted(NOW, "15"))))
                .extracting(one -> one.observation().series().toString())
                .containsExactly(
                        "host/web-1/host/cpu",
                        "host/web-1/host/cpu/core-0",
                        "host/web-1/host/cpu/core-1",
                        "host/web-1/host/memory");
    }

    @Test
    void shouldRefuseAHostSampleWhollyIfOneReadingIsBad() {
        IntakeBatch batch = read(Topics.HOST_SAMPLES, HOST.formatted(NOW, "-1"));
        assertThat(batch.size()).isZero();
        assertThat(outcome(batch)).isEqualTo("bad-value");
        assertThat(batch.time()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void shouldSignalAFailureAndTheResultsThatFollowIt() {
        List<Signal> before = signalsOf(50, "'ok','latencyMs':12.5");
        List<Signal> failure = signalsOf(1, "'down'");
        List<Signal> after = signalsOf(50, "'ok','latencyMs':12.5");
        assertThat(before).hasSize(Signal.FOLLOW_UPS);
        assertThat(failure).extracting(Signal::detail).containsExactly("down");
        assertThat(after).hasSize(Signal.FOLLOW_UPS).allMatch(signal -> signal.status() == CheckStatus.OK);
    }

    @Test
    void shouldSignalASampleThatCrossesALimitOfItsMetric() {
        String sample = "{'timestamp':%d,'service':'api','metric_type':'latency','value':%s}";
        for (int i = 0; i < 20; i++) {
            read(Topics.TELEMETRY, sample.formatted(NOW, "400"));
        }
        assertThat(read(Topics.TELEMETRY, sample.formatted(NOW, "400")).signals())
                .isEmpty();
        assertThat(read(Topics.TELEMETRY, sample.formatted(NOW, "500.001")).signals())
                .extracting(Signal::value)
                .containsExactly(500.001);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-12000, true", "-62000, false", "-3600000, false"})
    void shouldRingForACheckThatHungButNotForWhatCameTooLateForEveryView(long ahead, boolean rings) {
        String down = CHECK.formatted(NOW + ahead).replace("'ok','latencyMs':12.5", "'down'");
        IntakeBatch batch = read(Topics.PROBE_RESULTS, down);
        assertThat(batch.size()).isOne();
        assertThat(batch.signals()).hasSize(rings ? 1 : 0);
    }

    private List<Signal> signalsOf(int times, String outcome) {
        List<Signal> signals = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            signals.addAll(read(Topics.PROBE_RESULTS, CHECK.formatted(NOW).replace("'ok','latencyMs':12.5", outcome))
                    .signals());
        }
        return signals;
    }

    @Test
    void shouldKeepNothingOfTheStretchBefore() {
        read(Topics.PROBE_RESULTS, CHECK.formatted(NOW).replace("'ok','latencyMs':12.5", "'down'"));
        read(Topics.PROBE_RESULTS, "{");
        IntakeBatch batch = read(Topics.PROBE_RESULTS, "");

        assertThat(batch.size()).isZero();
        assertThat(batch.signals()).isEmpty();
        assertThat(batch.refused()).isEmpty();
        assertThat(batch.time()).isEqualTo(NOW);
        assertThat(batch.records()).isOne();
    }

    private static String outcome(IntakeBatch batch) {
        return batch.refused().isEmpty()
                ? IntakeBatches.observations(batch).get(0).timeliness().toString()
                : batch.refused().get(0).reason();
    }

    private IntakeBatch read(String topic, String json) {
        byte[] value = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return reader.read(List.of(new ConsumerRecord<>(
                topic,
                3,
                17,
                NOW,
                TimestampType.LOG_APPEND_TIME,
                0,
                value.length,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty())));
    }
}
