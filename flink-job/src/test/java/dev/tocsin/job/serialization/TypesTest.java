package dev.tocsin.job.serialization;

import static dev.tocsin.job.Fixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Entity;
import dev.tocsin.events.EntityKind;
import dev.tocsin.events.Metric;
import dev.tocsin.events.Resolution;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.events.Source;
import dev.tocsin.events.TelemetrySample;
import dev.tocsin.health.admission.Timeliness;
import dev.tocsin.health.aggregate.SeriesWindows;
import dev.tocsin.health.rules.EntityHealth;
import dev.tocsin.job.Fixtures;
import dev.tocsin.job.health.EntityEvent;
import dev.tocsin.job.intake.IntakeBatches;
import dev.tocsin.job.recording.Recorded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TypesTest {

    record Example<T>(TypeInformation<T> type, T value) {}

    static Stream<Example<?>> everyTypeThatCrossesAnEdgeOrLiesInState() {
        SeriesWindows windows = new SeriesWindows();
        windows.add(Fixtures.CHECKOUT, T0, Timeliness.ON_TIME, Fixtures.aggregate(1, 2), T0 - 1, row -> {});
        windows.add(Fixtures.CHECKOUT, T0 - 60_000, Timeliness.ROLLUPS_ONLY, Fixtures.aggregate(3), T0 - 1, row -> {});
        EntityHealth health = new EntityHealth();
        health.onDefinition(Fixtures.definition(1), T0);
        health.onSignal(Fixtures.signal(T0, CheckStatus.DOWN));
        health.onView(Fixtures.view(T0, Fixtures.aggregate(4), Fixtures.aggregate(4, 5)));
        Entity checkout = Entity.service("checkout");
        return Stream.of(
                new Example<>(Types.SERIES_KEY, Fixtures.CHECKOUT),
                new Example<>(
                        Types.SERIES_KEY, new SeriesKey(EntityKind.HOST, "web ü", Source.HOST, Metric.CPU, "core-3")),
                new Example<>(Types.ENTITY, Entity.host("web-1")),
                new Example<>(
                        Types.INTAKE,
                        IntakeBatches.of(
                                Timeliness.CORRECTION,
                                Fixtures.observation(T0, CheckStatus.ERROR, 12.5),
                                Fixtures.observation(T0 + 1, CheckStatus.DOWN, 0))),
                new Example<>(
                        Types.INTAKE,
                        IntakeBatches.with(Fixtures.signal(T0, CheckStatus.DOWN), Fixtures.quarantined())),
                new Example<>(Types.INTAKE, IntakeBatches.discovered(T0, "api", "db")),
                new Example<>(Types.CELL, Fixtures.cell(T0, 1, 2, 3)),
                new Example<>(Types.VIEW, Fixtures.view(T0, Fixtures.aggregate(1), Fixtures.aggregate(1, 2))),
                new Example<>(Types.SIGNAL, Fixtures.signal(T0, CheckStatus.DOWN)),
                new Example<>(
                        Types.ENTITY_EVENT,
                        new EntityEvent.ViewArrived(
                                Fixtures.view(T0, Fixtures.aggregate(1), Fixtures.aggregate(1, 2)))),
                new Example<>(Types.ENTITY_EVENT, new EntityEvent.SignalArrived(Fixtures.signal(T0, CheckStatus.OK))),
                new Example<>(
                        Types.ENTITY_EVENT, new EntityEvent.DefinitionArrived(checkout, Fixtures.definition(3), T0)),
                new Example<>(Types.ENTITY_EVENT, new EntityEvent.DefinitionArrived(checkout, null, T0)),
                new Example<>(Types.ENTITY_EVENT, new EntityEvent.Tick(T0)),
                new Example<>(Types.SERIES_WINDOWS, windows),
                new Example<>(Types.ENTITY_HEALTH, health),
                new Example<>(
                        Types.AGGREGATE_ROW,
                        Fixtures.aggregate(1, 2, 3).toRow(Fixtures.CHECKOUT, Resolution.MINUTE, T0, false)),
                new Example<>(Types.TRANSITION, Fixtures.transition()),
                new Example<>(Types.QUARANTINED, Fixtures.quarantined()),
                new Example<>(
                        Types.RECORDED_ROW,
                        new Recorded<>(
                                3, 9, Fixtures.aggregate(7).toRow(Fixtures.CHECKOUT, Resolution.HOUR, T0, false), 0)),
                new Example<>(Types.RECORDED_TRANSITION, new Recorded<>(0, 1, Fixtures.transition(), 0)),
                new Example<>(Types.RECORDED_CHECK, new Recorded<>(0, 1, Fixtures.check(), 7)),
                new Example<>(
                        Types.RECORDED_SAMPLE,
                        new Recorded<>(
                                0, 1, new TelemetrySample(T0, "api", Metric.CPU, 12.5, Map.of("region", "eu")), 0)),
                new Example<>(Types.RECORDED_NOTIFICATION, new Recorded<>(0, 1, Fixtures.notification(), 0)));
    }

    @ParameterizedTest
    @MethodSource("everyTypeThatCrossesAnEdgeOrLiesInState")
    <T> void shouldReadWhatItWrote(Example<T> example) throws IOException {
        TypeSerializer<T> serializer = serializer(example.type());
        byte[] bytes = bytes(serializer, example.value());
        T read = serializer.deserialize(new DataInputDeserializer(bytes));
        assertThat(bytes(serializer, read)).isEqualTo(bytes);
        assertThat(bytes(serializer, serializer.copy(example.value()))).isEqualTo(bytes);
        assertThat(read).hasSameClassAs(example.value());
    }

    @ParameterizedTest
    @MethodSource("everyTypeThatCrossesAnEdgeOrLiesInState")
    <T> void shouldBeRestoredFromItsSnapshot(Example<T> example) throws IOException {
        TypeSerializer<T> serializer = serializer(example.type());
        ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
        TypeSerializerSnapshot.writeVersionedSnapshot(
                new DataOutputViewStreamWrapper(snapshot), serializer.snapshotConfiguration());
        TypeSerializerSnapshot<T> restored = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputViewStreamWrapper(new java.io.ByteArrayInputStream(snapshot.toByteArray())),
                getClass().getClassLoader());
        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(restored)
                        .isCompatibleAsIs())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("everyTypeThatCrossesAnEdgeOrLiesInState")
    <T> void shouldNotBeKryo(Example<T> example) {
        assertThat(serializer(example.type())).isInstanceOf(VersionedSerializer.class);
    }

    @Test
    void shouldKeepTheHashCodesOfKeysBecauseStateIsDistributedByThem() {
        assertThat(Fixtures.CHECKOUT.hashCode()).isEqualTo(-406702094);
        assertThat(Entity.service("checkout").hashCode())
                .isEqualTo(Entity.service("checkout").key().hashCode() * 31);
    }

    private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
        return type.createSerializer(new SerializerConfigImpl());
    }

    private static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        serializer.serialize(value, new DataOutputViewStreamWrapper(bytes));
        return bytes.toByteArray();
    }
}
