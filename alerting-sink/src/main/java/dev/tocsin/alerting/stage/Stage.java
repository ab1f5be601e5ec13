package dev.tocsin.alerting.stage;

/** A stage that decides. Pure and thread-safe. */
@FunctionalInterface
interface Stage {

    Verdict judge(Attempt attempt);
}
