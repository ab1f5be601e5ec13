package dev.tocsin.hardware;

import dev.tocsin.events.Topics;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.RunningService;
import dev.tocsin.hardware.http.Health;
import dev.tocsin.hardware.http.MetricsServer;
import dev.tocsin.hardware.http.Routes;
import dev.tocsin.hardware.kafka.SamplePublisher;
import dev.tocsin.hardware.oshi.ThisMachine;
import dev.tocsin.hardware.sampling.Collectors;
import dev.tocsin.hardware.sampling.FixedSchedule;
import dev.tocsin.hardware.sampling.Reading;
import dev.tocsin.hardware.sampling.Sampler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The hardware producer, wired and running. Thread-safe. */
public final class HardwareApp implements RunningService {

    private static final String NAME = "hardware-producer";
    /** Time for the first shares to have something to measure. */
    private static final Duration FIRST_SAMPLE = Duration.ofMillis(500);

    private final HardwareConfig config;
    private final AtomicReference<Reading> latest = new AtomicReference<>();
    private final Sampler sampler;
    private final SamplePublisher publisher;
    private final HardwareCondition condition;
    private final Optional<MetricsServer> server;
    private final FixedSchedule schedule;

    /**
     * Starts it. Kafka need not be there yet.
     *
     * @throws BadSettingException if the address of {@code /metrics} cannot be had, or Kafka's is none
     */
    public static HardwareApp start(HardwareConfig config) {
        return start(config, Clock.systemUTC(), ThisMachine.collectors(System::nanoTime));
    }

    static HardwareApp start(HardwareConfig config, Clock clock, Collectors collectors) {
        String host = config.hostName().orElseGet(ThisMachine::hostName);
        if (host.isBlank()) {
            throw new BadSettingException("This machine has no name; set TOCSIN_HOST_NAME to one.");
        }
        HardwareApp app = new HardwareApp(
                config, clock, new Sampler(host, config.interval(), clock, collectors), producer(config));
        app.open();
        return app;
    }

    private HardwareApp(HardwareConfig config, Clock clock, Sampler sampler, Producer<byte[], byte[]> producer) {
        this.config = config;
        this.sampler = sampler;
        publisher = new SamplePublisher(producer);
        Supplier<Optional<Reading>> newest = () -> Optional.ofNullable(latest.get());
        condition = new HardwareCondition(config, clock, newest, publisher::state);
        server = config.httpPort().isEmpty()
                ? Optional.empty()
                : Optional.of(new MetricsServer(new Routes(newest, new Health(condition, newest, version(), clock))));
        schedule = new FixedSchedule("hardware-sampling", config.interval(), System::nanoTime, this::sample);
    }

    private void open() {
        if (server.isPresent()) {
            try {
                server.get().start(config.httpHost(), config.httpPort().getAsInt());
            } catch (IOException e) {
                close();
                throw new BadSettingException("TOCSIN_HARDWARE_HOST=" + config.httpHost() + " and TOCSIN_HARDWARE_PORT="
                        + config.httpPort().getAsInt() + " cannot be served on (" + e.getMessage()
                        + "); set them to a free address, or the port to off.");
            }
        }
        // The shares of the first sample are those since this reading, which is thrown away.
        sampler.read();
        schedule.start(FIRST_SAMPLE.compareTo(config.interval()) < 0 ? FIRST_SAMPLE : config.interval());
    }

    /** The port of {@code /metrics}; empty if it is off. */
    public OptionalInt port() {
        return server.map(MetricsServer::port).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Condition condition() {
        return condition.get();
    }

    @Override
    public void close() {
        schedule.close();
        server.ifPresent(MetricsServer::close);
        sampler.close();
        publisher.close();
    }

    private void sample() {
        Reading reading = sampler.read();
        latest.set(reading);
        reading.sample().ifPresent(publisher::publish);
    }

    private static Producer<byte[], byte[]> producer(HardwareConfig config) {
        try {
            return new KafkaProducer<>(
                    Topics.producerSettings(config.bootstrapServers(), NAME),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BadSettingException("TOCSIN_KAFKA_BOOTSTRAP_SERVERS=" + config.bootstrapServers()
                    + " cannot be used (" + cause.getMessage() + "); set it to host:port, several with commas.");
        }
    }

    private static String version() {
        try (InputStream text = HardwareApp.class.getResourceAsStream("version.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("version.txt is missing from the jar; build it again", e);
        }
    }
}
