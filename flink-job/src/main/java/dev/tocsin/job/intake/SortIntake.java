package dev.tocsin.job.intake;

import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.events.Topics;
import dev.tocsin.health.rules.Signal;
import dev.tocsin.job.serialization.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends observations on, refused records to the quarantine, and single results that matter ahead as signals. Folds the
 * telemetry of services beyond the limit into the overflow.
 *
 * <p>Who has a place is kept for each partition. After a restore every subtask knows that of all partitions, since it might
 * be given any of them, and of several records of one partition the newest holds.
 */
public final class SortIntake extends ProcessFunction<IntakeBatch, IntakeBatch> implements CheckpointedFunction {

    public static final String UID = "sort-intake";
    public static final String NAME = "Admit or quarantine";
    public static final OutputTag<QuarantinedRecord> QUARANTINE = new OutputTag<>("quarantine", Types.QUARANTINED);
    public static final OutputTag<Signal> SIGNALS = new OutputTag<>("signals", Types.SIGNAL);

    private static final long serialVersionUID = 1;

    private final int placesPerPartition;

    private transient Map<Integer, DiscoveredServices> discovered;
    private transient ListState<DiscoveredServices> state;
    private transient Counter quarantined;
    private transient Counter signalled;
    private transient Counter folded;

    /** @param maxDiscoveredServices places for services that are not registered, in all partitions together */
    public SortIntake(int maxDiscoveredServices) {
        placesPerPartition = Math.max(1, maxDiscoveredServices / partitionsOfTelemetry());
    }

    private static int partitionsOfTelemetry() {
        return Topics.ALL.stream()
                .filter(topic -> topic.name().equals(Topics.TELEMETRY))
                .mapToInt(Topics.Spec::partitions)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void open(OpenContext context) {
        quarantined = getRuntimeContext().getMetricGroup().counter("quarantined");
        signalled = getRuntimeContext().getMetricGroup().counter("signalled");
        folded = getRuntimeContext().getMetricGroup().counter("foldedIntoOverflow");
    }

    @Override
    public void processElement(IntakeBatch batch, Context context, Collector<IntakeBatch> out) {
        if (batch.hasDiscovered()) {
            DiscoveredServices services = discovered.computeIfAbsent(batch.partition(), DiscoveredServices::new);
            folded.inc(batch.foldDiscovered(
                    (service, timestamp) -> services.hasPlace(service, timestamp, placesPerPartition)));
        }
        quarantined.inc(batch.refused().size());
        batch.refused().forEach(record -> context.output(QUARANTINE, record));
        signalled.inc(batch.signals().size());
        batch.signals().forEach(signal -> context.output(SIGNALS, signal));
        if (batch.size() > 0) {
            out.collect(batch);
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("discovered-services", Types.DISCOVERED_SERVICES));
        discovered = new HashMap<>();
        for (DiscoveredServices services : state.get()) {
            discovered.merge(
                    services.partition(), services, (one, other) -> one.clock() >= other.clock() ? one : other);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(List.copyOf(discovered.values()));
    }
}
