package dev.tocsin.probe;

import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Topics;
import dev.tocsin.events.guard.AddressGuard;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.probe.check.Prober;
import dev.tocsin.probe.http.HttpProber;
import dev.tocsin.probe.kafka.ControlReader;
import dev.tocsin.probe.kafka.ResultPublisher;
import dev.tocsin.probe.kafka.Services;
import dev.tocsin.probe.schedule.Schedule;
import dev.tocsin.probe.schedule.TimerThread;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the probe producer. */
public final class ProbeApp {

    private static final Logger logger = LoggerFactory.getLogger(ProbeApp.class);

    /**
     * Starts probing. Returns at once, whether or not Kafka answers.
     *
     * @throws BadSettingException if none of Kafka's addresses is one; names must resolve, though nobody need answer yet
     */
    public static RunningProbes start(ProbeConfig config) {
        return start(config, Clock.systemUTC());
    }

    /** As {@link #start(ProbeConfig)}, with the clock that results get their timestamps from. */
    public static RunningProbes start(ProbeConfig config, Clock clock) {
        // First, since it alone can fail: nothing else is open then.
        ResultPublisher publisher = new ResultPublisher(config.bootstrapServers());
        AddressGuard guard = new AddressGuard(config.allowed());
        // A new protocol is one line here and one package beside http.
        List<Prober> probers = List.of(new HttpProber(guard, config.userAgent(), config.keepConnections()));
        Pulse pulse = new Pulse(publisher::publish);
        TimerThread timer = new TimerThread("probe-timer");
        Schedule schedule = new Schedule(timer, clock, config.locations(), config.minInterval(), probers, pulse);
        ControlReader control = new ControlReader(config.bootstrapServers(), servicesOf(schedule));

        publisher.start();
        control.start();
        logger.info(
                "probing from {} the services that topic {} at {} names",
                String.join(", ", config.locations()),
                Topics.CONTROL,
                config.bootstrapServers());
        return new RunningProbes(config, control, schedule, timer, probers, pulse, publisher);
    }

    private static Services servicesOf(Schedule schedule) {
        return new Services() {
            @Override
            public void put(ServiceDefinition definition) {
                schedule.put(definition);
            }

            @Override
            public void remove(String service) {
                schedule.remove(service);
            }

            @Override
            public void retain(Collection<String> services) {
                schedule.retain(services);
            }
        };
    }

    private ProbeApp() {}
}
