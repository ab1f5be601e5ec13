package dev.tocsin.hardware;

import dev.tocsin.events.Limits;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of the hardware producer.
 *
 * @param bootstrapServers {@code TOCSIN_KAFKA_BOOTSTRAP_SERVERS} (or {@code KAFKA_BOOTSTRAP_SERVERS}), default
 *     {@code 127.0.0.1:9092}: Kafka's brokers, comma-separated
 * @param hostName {@code TOCSIN_HOST_NAME}, default the operating system's name of the machine: what it is called in every
 *     record
 * @param interval {@code TOCSIN_HARDWARE_INTERVAL}, default {@code 5s}, {@code 250ms} to {@code 1d}: the time from sample to
 *     sample
 * @param httpHost {@code TOCSIN_HARDWARE_HOST}, default {@code 127.0.0.1}: the address that {@code /metrics} is served on
 * @param httpPort {@code TOCSIN_HARDWARE_PORT}, default {@code 8001}, {@code 0} takes a free one, {@code off} serves nothing:
 *     its port, empty for none
 */
public record HardwareConfig(
        String bootstrapServers, Optional<String> hostName, Duration interval, String httpHost, OptionalInt httpPort) {

    private static final String KAFKA = "TOCSIN_KAFKA_BOOTSTRAP_SERVERS";
    private static final String HOST_NAME = "TOCSIN_HOST_NAME";
    private static final String INTERVAL = "TOCSIN_HARDWARE_INTERVAL";
    private static final String HTTP_HOST = "TOCSIN_HARDWARE_HOST";
    private static final String HTTP_PORT = "TOCSIN_HARDWARE_PORT";

    private static final int DEFAULT_PORT = 8001;
    /** Below, the kernel's ticks of 10 ms make the shares coarse. */
    private static final Duration SHORTEST = Duration.ofMillis(250);

    private static final Duration LONGEST = Duration.ofMillis(Limits.MAX_DURATION_MS);

    public HardwareConfig {
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new BadSettingException(INTERVAL + "=" + interval.toMillis()
                    + "ms is not between 250ms and 1d; set it to a duration between.");
        }
        hostName.filter(name -> name.length() > Limits.MAX_NAME).ifPresent(name -> {
            throw new BadSettingException(HOST_NAME + " has " + name.length()
                    + " characters; set it to a name of at most " + Limits.MAX_NAME + ".");
        });
    }

    public static HardwareConfig from(Settings settings) {
        return new HardwareConfig(
                settings.text("127.0.0.1:9092", KAFKA, "KAFKA_BOOTSTRAP_SERVERS"),
                Optional.ofNullable(settings.text(null, HOST_NAME)),
                settings.duration(Duration.ofSeconds(5), INTERVAL),
                settings.text("127.0.0.1", HTTP_HOST),
                "off".equals(settings.text("", HTTP_PORT))
                        ? OptionalInt.empty()
                        : OptionalInt.of(settings.port(DEFAULT_PORT, HTTP_PORT)));
    }
}
