package dev.tocsin.job.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.events.Topics;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.Observation;
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

    @Test
    void shouldScaleAProbeResultAndKeepTheBrokersTimeAsAnUpperBound() {
        List<Intake> intake = read(Topics.PROBE_RESULTS, CHECK.formatted(NOW + 60_000));
        assertThat(intake)
                .containsExactly(new Intake.Admitted(
                        NOW,
                        new Observation(
                                SeriesKey.probe("checkout", "eu-1"),
                                NOW + 60_000,
                                CheckStatus.OK,
                                12_500,
                                100_000,
                                1_000),
                        Timeliness.ON_TIME,
                        ""));
    }

    @Test
    void shouldTakeAnEmptyValueForATickOfTheGatewaysClock() {
        assertThat(read(Topics.PROBE_RESULTS, "")).containsExactly(new Intake.Tick(NOW));
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
        Intake intake = read(Topics.PROBE_RESULTS, CHECK.formatted(NOW + ahead)).get(0);
        assertThat(outcome(intake)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"1760000000, seconds", "1760000000000000, microseconds", "1760000000000000000, nanoseconds"})
    void shouldTellAProducerWhichUnitOfTimeItSends(long timestamp, String unit) {
        Intake.Refused refused = (Intake.Refused)
                read(Topics.PROBE_RESULTS, CHECK.formatted(timestamp)).get(0);
        assertThat(refused.quarantined().reason()).isEqualTo("wrong-unit");
        assertThat(refused.quarantined().detail()).isEqualTo("timestamp looks like " + unit + "; send milliseconds");
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
        Intake.Refused refused =
                (Intake.Refused) read(Topics.PROBE_RESULTS, json).get(0);
        assertThat(refused.quarantined().reason()).isEqualTo(reason);
        assertThat(refused.quarantined().partition()).isEqualTo(3);
        assertThat(refused.quarantined().offset()).isEqualTo(17);
        assertThat(refused.time()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void shouldRefuseARecordOverTheSizeLimit() {
        String padding = "x".repeat(70_000);
        Intake intake = read(Topics.PROBE_RESULTS, CHECK.formatted(NOW).replace("checkout", padding))
                .get(0);
        assertThat(outcome(intake)).isEqualTo("oversized");
    }

    @Test
    void shouldReadTelemetryWithARfc3339Time() {
        List<Intake> intake = read(
                Topics.TELEMETRY,
                "{'timestamp':'2025-10-09T10:53:20+02:00','service':'api','metric_type':'error_rate','value':0.25}");
        assertThat(intake)
                .extracting(one -> ((Intake.Admitted) one).observation())
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
        assertThat(read(Topics.HOST_SAMPLES, HOST.formatted(NOW, "15")))
                .extracting(
                        one -> ((Intake.Admitted) one).observation().series().toString())
                .containsExactly(
                        "host/web-1/host/cpu",
                        "host/web-1/host/cpu/core-0",
                        "host/web-1/host/cpu/core-1",
                        "host/web-1/host/memory");
    }

    @Test
    void shouldRefuseAHostSampleWhollyIfOneReadingIsBad() {
        List<Intake> intake = read(Topics.HOST_SAMPLES, HOST.formatted(NOW, "-1"));
        assertThat(intake).hasSize(1);
        assertThat(outcome(intake.get(0))).isEqualTo("bad-value");
    }

    private static String outcome(Intake intake) {
        if (intake instanceof Intake.Admitted admitted) {
            return admitted.timeliness().toString();
        }
        return intake instanceof Intake.Refused refused ? refused.quarantined().reason() : "tick";
    }

    private static List<Intake> read(String topic, String json) {
        byte[] value = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        List<Intake> intake = new ArrayList<>();
        IntakeReader.read(
                new ConsumerRecord<>(
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
                        Optional.empty()),
                intake::add);
        return intake;
    }
}
