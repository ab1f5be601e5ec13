package dev.tocsin.alerting.stage;

import dev.tocsin.events.Notification;
import java.util.concurrent.CompletionStage;

/** Where it is written down what became of every transition. */
@FunctionalInterface
public interface Journal {

    /** Publishes without blocking; completes normally when it is written or given up, both within seconds. */
    CompletionStage<Void> publish(Notification notification);
}
