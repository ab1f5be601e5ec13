package dev.tocsin.job.health;

import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.Entity;
import dev.tocsin.health.rules.EntityHealth;
import dev.tocsin.job.serialization.Types;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Runs the rules of one entity: on signals at once, on views and on silence when the watermark has reached the end of a slice. */
public final class HealthFunction extends KeyedProcessFunction<Entity, EntityEvent, AlertTransition> {

    public static final String UID = "health";
    public static final String NAME = "Rules and incidents";

    private transient ValueState<EntityHealth> state;

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("entity-health", Types.ENTITY_HEALTH));
    }

    @Override
    public void processElement(EntityEvent event, Context context, Collector<AlertTransition> out) throws Exception {
        EntityHealth health = state.value() == null ? new EntityHealth() : state.value();
        if (event instanceof EntityEvent.SignalArrived arrived) {
            health.onSignal(arrived.signal()).forEach(out::collect);
        } else if (event instanceof EntityEvent.ViewArrived arrived) {
            health.onView(arrived.view());
        } else if (event instanceof EntityEvent.DefinitionArrived arrived) {
            if (arrived.definition() == null) {
                health.onDeletion(arrived.entity(), arrived.time()).forEach(out::collect);
            } else {
                health.onDefinition(arrived.definition(), arrived.time()).forEach(out::collect);
            }
        }
        keep(health, context.timerService());
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<AlertTransition> out) throws Exception {
        EntityHealth health = state.value();
        if (health != null) {
            health.onTime(context.getCurrentKey(), time).forEach(out::collect);
            keep(health, context.timerService());
        }
    }

    private void keep(EntityHealth health, TimerService timers) throws Exception {
        if (health.isEmpty()) {
            state.clear();
            return;
        }
        health.wakeUp().ifPresent(timers::registerEventTimeTimer);
        state.update(health);
    }
}
