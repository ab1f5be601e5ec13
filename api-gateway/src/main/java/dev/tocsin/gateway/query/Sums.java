package dev.tocsin.gateway.query;

import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.aggregate.Aggregate;
import java.util.function.LongFunction;

/** Where the windows of each series are to be added. */
@FunctionalInterface
interface Sums {

    /** For a window's start the aggregate that it belongs to, or null to leave the window out. */
    LongFunction<Aggregate> of(SeriesKey series);
}
