package dev.tocsin.job.health;

import dev.tocsin.events.Entity;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.health.aggregate.View;
import dev.tocsin.health.rules.Signal;

/** What the decisions about one entity rest on. */
public sealed interface EntityEvent {

    Entity entity();

    /** A series of the entity at the end of a slice. */
    record ViewArrived(View view) implements EntityEvent {
        @Override
        public Entity entity() {
            return view.series().entityId();
        }
    }

    /** A single result of the entity. */
    record SignalArrived(Signal signal) implements EntityEvent {
        @Override
        public Entity entity() {
            return signal.series().entityId();
        }
    }

    /**
     * What the entity is to be judged by.
     *
     * @param definition null if it is not watched any more
     * @param time when that was said, epoch ms
     */
    record DefinitionArrived(Entity entity, ServiceDefinition definition, long time) implements EntityEvent {}

    /** The control topic's clock tick: moves the watermark inside the source and goes no further. */
    record Tick(long time) implements EntityEvent {
        @Override
        public Entity entity() {
            throw new UnsupportedOperationException("a tick is about no entity");
        }
    }
}
