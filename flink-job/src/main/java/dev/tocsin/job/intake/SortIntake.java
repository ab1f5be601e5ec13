package dev.tocsin.job.intake;

import dev.tocsin.events.QuarantinedRecord;
import dev.tocsin.health.rules.Signal;
import dev.tocsin.job.serialization.Types;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Sends observations on, refused records to the quarantine, and single results that matter ahead as signals. */
public final class SortIntake extends ProcessFunction<IntakeBatch, IntakeBatch> {

    public static final String UID = "sort-intake";
    public static final String NAME = "Admit or quarantine";
    public static final OutputTag<QuarantinedRecord> QUARANTINE = new OutputTag<>("quarantine", Types.QUARANTINED);
    public static final OutputTag<Signal> SIGNALS = new OutputTag<>("signals", Types.SIGNAL);

    private static final long serialVersionUID = 1;

    private transient Counter quarantined;
    private transient Counter signalled;
    private transient Counter folded;

    @Override
    public void open(OpenContext context) {
        quarantined = getRuntimeContext().getMetricGroup().counter("quarantined");
        signalled = getRuntimeContext().getMetricGroup().counter("signalled");
        folded = getRuntimeContext().getMetricGroup().counter("foldedIntoOverflow");
    }

    @Override
    public void processElement(IntakeBatch batch, Context context, Collector<IntakeBatch> out) {
        folded.inc(batch.folded());
        quarantined.inc(batch.refused().size());
        batch.refused().forEach(record -> context.output(QUARANTINE, record));
        signalled.inc(batch.signals().size());
        batch.signals().forEach(signal -> context.output(SIGNALS, signal));
        if (batch.size() > 0) {
            out.collect(batch);
        }
    }
}
