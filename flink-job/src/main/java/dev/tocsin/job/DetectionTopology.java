package dev.tocsin.job;

import dev.tocsin.events.AggregateRow;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.job.combine.Cell;
import dev.tocsin.job.combine.CombineOperator;
import dev.tocsin.job.health.EntityEvent;
import dev.tocsin.job.health.HealthFunction;
import dev.tocsin.job.intake.IntakeBatch;
import dev.tocsin.job.intake.SortIntake;
import dev.tocsin.job.intake.Watermarks;
import dev.tocsin.job.kafka.KafkaSinks;
import dev.tocsin.job.kafka.KafkaSources;
import dev.tocsin.job.serialization.Types;
import dev.tocsin.job.windows.WindowsFunction;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The detection job on one page.
 *
 * <pre>
 * inputs ─► admit ─► combine ─keyBy(series)─► windows ─► aggregates
 *             │ │                                │ views
 *             │ └─ signals ──────────────┐       ▼
 *             ▼                          ├─keyBy(entity)─► health ─► transitions
 *         quarantine     definitions ────┘
 * </pre>
 *
 * It ends in Kafka: nothing on the way to a page waits for a database.
 */
public final class DetectionTopology {

    /**
     * Where observations and definitions come from.
     *
     * @param inputs probe results, host samples and telemetry, with their ticks
     */
    public record Sources(Source<IntakeBatch, ?, ?> inputs, Source<EntityEvent, ?, ?> definitions) {}

    /** Where results go. */
    public record Sinks(
            Consumer<DataStream<AggregateRow>> aggregates,
            Consumer<DataStream<AlertTransition>> transitions,
            Consumer<DataStream<QuarantinedRecord>> quarantine) {}

    /** Wires the job to Kafka. */
    public static void define(StreamExecutionEnvironment env, JobConfig config) {
        define(
                env,
                new Sources(KafkaSources.inputs(config), KafkaSources.definitions(config)),
                new Sinks(
                        KafkaSinks.aggregates(config), KafkaSinks.transitions(config), KafkaSinks.quarantine(config)));
    }

    public static void define(StreamExecutionEnvironment env, Sources sources, Sinks sinks) {
        SingleOutputStreamOperator<IntakeBatch> admitted = env.fromSource(
                        sources.inputs(), Watermarks.strategy(IntakeBatch::time), "Inputs", Types.INTAKE)
                .uid("inputs")
                .process(new SortIntake(), Types.INTAKE)
                .uid(SortIntake.UID)
                .name(SortIntake.NAME);

        SingleOutputStreamOperator<Cell> cells = admitted.transform(
                        CombineOperator.NAME, Types.CELL, new CombineOperator())
                .uid(CombineOperator.UID);

        SingleOutputStreamOperator<AggregateRow> aggregates = cells.keyBy(Cell::series, Types.SERIES_KEY)
                .process(new WindowsFunction(), Types.AGGREGATE_ROW)
                .uid(WindowsFunction.UID)
                .name(WindowsFunction.NAME);

        DataStream<EntityEvent> views = aggregates
                .getSideOutput(WindowsFunction.VIEWS)
                .map(view -> (EntityEvent) new EntityEvent.ViewArrived(view), Types.ENTITY_EVENT)
                .uid("views")
                .name("Views");
        DataStream<EntityEvent> signals = admitted.getSideOutput(SortIntake.SIGNALS)
                .map(signal -> (EntityEvent) new EntityEvent.SignalArrived(signal), Types.ENTITY_EVENT)
                .uid("signals")
                .name("Signals");
        DataStream<EntityEvent> definitions = env.fromSource(
                        sources.definitions(),
                        Watermarks.strategy(DetectionTopology::timeOf),
                        "Definitions",
                        Types.ENTITY_EVENT)
                .uid("definitions")
                .setParallelism(1)
                .filter(event -> !(event instanceof EntityEvent.Tick))
                .uid("definitions-without-ticks")
                .name("Without ticks")
                .setParallelism(1);

        DataStream<AlertTransition> transitions = views.union(signals, definitions)
                .keyBy(EntityEvent::entity, Types.ENTITY)
                .process(new HealthFunction(), Types.TRANSITION)
                .uid(HealthFunction.UID)
                .name(HealthFunction.NAME);

        sinks.aggregates().accept(aggregates);
        sinks.transitions().accept(transitions);
        sinks.quarantine().accept(admitted.getSideOutput(SortIntake.QUARANTINE));
    }

    private static long timeOf(EntityEvent event) {
        if (event instanceof EntityEvent.DefinitionArrived arrived) {
            return arrived.time();
        }
        return event instanceof EntityEvent.Tick tick ? tick.time() : Long.MIN_VALUE;
    }

    private DetectionTopology() {}
}
