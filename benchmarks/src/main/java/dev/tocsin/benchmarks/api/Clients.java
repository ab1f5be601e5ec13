package dev.tocsin.benchmarks.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/** Threads that ask one server, each on its own connection. Any answer but 200 ends the measurement. */
final class Clients {

    private final int port;
    private final int connections;

    Clients(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /**
     * What was seen.
     *
     * @param seconds from the first request to the last answer
     */
    record Seen(Timings timings, double seconds) {

        double perSecond() {
            return timings.size() / seconds;
        }
    }

    /** Each client asks again as soon as it has its answer. */
    Seen asFastAsPossible(long requests, LongFunction<byte[]> request) throws Exception {
        AtomicLong next = new AtomicLong();
        return run((connection, timings) -> {
            for (long number = next.getAndIncrement(); number < requests; number = next.getAndIncrement()) {
                byte[] bytes = request.apply(number);
                long began = System.nanoTime();
                ask(connection, bytes);
                timings.add(System.nanoTime() - began);
            }
        });
    }

    /**
     * Requests at fixed moments, whether the server keeps up or not: a delay counts from the moment when the request was due,
     * so that a server that stalls is not asked less for it.
     */
    Seen atRate(int perSecond, long requests, LongFunction<byte[]> request) throws Exception {
        AtomicLong next = new AtomicLong();
        long period = 1_000_000_000L / perSecond;
        long start = System.nanoTime() + 10_000_000;
        return run((connection, timings) -> {
            for (long number = next.getAndIncrement(); number < requests; number = next.getAndIncrement()) {
                long due = start + number * period;
                for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                ask(connection, request.apply(number));
                timings.add(System.nanoTime() - due);
            }
        });
    }

    private interface Work {
        void with(HttpConnection connection, Timings timings) throws IOException;
    }

    private Seen run(Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<Timings>> clients = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                clients.add(() -> {
                    Timings timings = new Timings();
                    try (HttpConnection connection = new HttpConnection(port)) {
                        work.with(connection, timings);
                    }
                    return timings;
                });
            }
            long began = System.nanoTime();
            Timings all = new Timings();
            for (Future<Timings> client : threads.invokeAll(clients)) {
                all.addAll(client.get());
            }
            return new Seen(all, (System.nanoTime() - began) / 1e9);
        } catch (ExecutionException e) {
            throw new IOException("A client failed: " + e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static void ask(HttpConnection connection, byte[] request) throws IOException {
        int status = connection.exchange(request);
        if (status != 200) {
            throw new IOException("It answered " + status + ": " + connection.body());
        }
    }
}
