package dev.tocsin.gateway.security;

import dev.tocsin.events.guard.AddressGuard;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * Tells who registers a service that the prober would refuse its address, by the prober's own guard. A name that does not
 * resolve, or not in time, is let pass: it may mean something later, and the prober asks again before each connection.
 * Thread-safe; a question takes no longer than its patience, however many addresses it is about.
 */
public final class Targets implements AutoCloseable {

    private static final int THREADS = 16;
    private static final int MAX_WAITING = 10_000;
    private static final Pattern ZONE = Pattern.compile("%.*]");
    private static final Pattern IPV4 = Pattern.compile("[\\d.]+");

    /** Asks for the addresses of a host; {@link InetAddress#getAllByName} outside of tests. */
    @FunctionalInterface
    public interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final AddressGuard guard;
    private final Names names;
    private final Duration patience;
    private final ThreadPoolExecutor lookups;

    public Targets(AddressGuard guard, Names names, Duration patience) {
        this.guard = guard;
        this.names = names;
        this.patience = patience;
        this.lookups = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), work -> {
                    Thread thread = new Thread(work, "gateway-names");
                    thread.setDaemon(true);
                    return thread;
                });
        lookups.allowCoreThreadTimeOut(true);
    }

    /** Why each of those that the prober would refuse is refused, by address. */
    public Map<String, String> refusals(Collection<String> urls) {
        long deadline = System.nanoTime() + patience.toNanos();
        Map<String, Future<InetAddress[]>> asked = new LinkedHashMap<>();
        Map<String, String> refusals = new LinkedHashMap<>();
        for (String url : urls) {
            String host = URI.create(url).getHost();
            if (host.startsWith("[") || IPV4.matcher(host).matches()) {
                literal(host).flatMap(this::refusal).ifPresent(refusal -> refusals.put(url, refusal));
            } else {
                ask(host, asked);
            }
        }
        for (String url : urls) {
            Future<InetAddress[]> answer = asked.get(URI.create(url).getHost());
            if (answer != null) {
                await(answer, deadline).flatMap(this::refusal).ifPresent(refusal -> refusals.put(url, refusal));
            }
        }
        return refusals;
    }

    /** A zone ({@code %eth0}) names an interface of this machine, and says nothing about the address. */
    private static Optional<InetAddress[]> literal(String host) {
        try {
            return Optional.of(
                    new InetAddress[] {InetAddress.getByName(ZONE.matcher(host).replaceFirst("]"))});
        } catch (UnknownHostException e) {
            return Optional.empty(); // no address after all, so there is nothing to connect to
        }
    }

    private void ask(String host, Map<String, Future<InetAddress[]>> asked) {
        try {
            asked.computeIfAbsent(host, unknown -> lookups.submit(() -> names.resolve(unknown)));
        } catch (RejectedExecutionException e) {
            // So many wait for slow name servers that it would not be answered in time.
        }
    }

    private static Optional<InetAddress[]> await(Future<InetAddress[]> answer, long deadline) {
        try {
            return Optional.of(answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            return Optional.empty(); // the name does not resolve
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** As the prober does, which connects to whichever address is allowed: only if none is. */
    private Optional<String> refusal(InetAddress[] addresses) {
        Optional<String> first = Optional.empty();
        for (InetAddress address : addresses) {
            Optional<String> refusal = guard.refusal(address);
            if (refusal.isEmpty()) {
                return refusal;
            }
            first = first.isEmpty() ? refusal : first;
        }
        return first;
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
