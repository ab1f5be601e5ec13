package dev.tocsin.gateway.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.HostSample;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostSamplesTest {

    private final MutableClock clock = new MutableClock();
    private final HostSamples hosts = new HostSamples("web-2.example", clock);

    private HostSample sample(String host, double percent) {
        HostSample.Cpu cpu = new HostSample.Cpu(1, 1, 0, 0, 0, percent, List.of(), 0, 0, 0, 0);
        HostSample.Memory memory = new HostSample.Memory(1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0);
        return new HostSample("id", host, clock.millis(), 20_000, cpu, memory, null);
    }

    @Test
    void shouldMeanTheOwnMachineEvenIfOthersTellToo() {
        hosts.put(sample("web-1", 1));
        hosts.put(sample("web-2", 2));
        hosts.put(sample("web-3", 3));

        assertThat(hosts.meant()).get().extracting(HostSample::host).isEqualTo("web-2");
        assertThat(hosts.names()).containsExactly("web-1", "web-2", "web-3");
        assertThat(hosts.of("web-3")).isPresent();
        assertThat(hosts.of("web-4")).isEmpty();
    }

    @Test
    void shouldMeanTheOnlyMachineButNoneOfSeveralStrangers() {
        assertThat(hosts.meant()).isEmpty();
        hosts.put(sample("db-1", 1));
        assertThat(hosts.meant()).get().extracting(HostSample::host).isEqualTo("db-1");
        hosts.put(sample("db-2", 1));
        assertThat(hosts.meant()).isEmpty();
    }

    @Test
    void shouldKeepTheNewerSample() {
        HostSample old = sample("web-2", 1);
        clock.now += 1 * 1_000L;
        hosts.put(sample("web-2", 2));
        hosts.put(old);

        assertThat(hosts.meant().orElseThrow().cpu().percent()).isEqualTo(2);
    }

    @Test
    void shouldCountAMachineAsGoneWhenItMissedThreeSamples() {
        hosts.put(sample("web-2", 1));
        clock.now += 60 * 1_000L;
        assertThat(hosts.meant()).isPresent();
        clock.now++;
        assertThat(hosts.meant()).isEmpty();
        assertThat(hosts.of("web-2")).isEmpty();
        assertThat(hosts.names()).isEmpty();
    }
}
