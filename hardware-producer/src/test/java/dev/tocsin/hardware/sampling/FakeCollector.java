package dev.tocsin.hardware.sampling;

/** Answers what it is told to. */
public final class FakeCollector<T> implements Collector<T> {

    private final String name;
    private final T reading;
    private volatile Throwable failure;
    private volatile boolean closed;

    public FakeCollector(String name, T reading) {
        this.name = name;
        this.reading = reading;
    }

    /** Fails from now on; null heals it. */
    public void failWith(Throwable cause) {
        failure = cause;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public T collect() throws Exception {
        if (failure instanceof Exception exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return reading;
    }

    @Override
    public void close() {
        closed = true;
    }
}
