package dev.tocsin.events.service;

/** A started service. Closing it stops it in order and frees what it took; closing twice is allowed. */
public interface RunningService extends AutoCloseable {

    /** Its name as people read it, for example {@code probe-producer}. */
    String name();

    /** How it is right now. Never blocks, safe to call from any thread. */
    Condition condition();

    @Override
    void close();

    /**
     * How a service is.
     *
     * @param healthy whether it does its work
     * @param detail what it is doing, or what keeps it from it and what to do
     */
    record Condition(boolean healthy, String detail) {

        public static Condition healthy(String detail) {
            return new Condition(true, detail);
        }

        public static Condition unhealthy(String detail) {
            return new Condition(false, detail);
        }
    }
}
