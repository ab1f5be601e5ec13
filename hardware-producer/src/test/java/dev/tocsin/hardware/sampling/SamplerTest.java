package dev.tocsin.hardware.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.HostSample.Cpu;
import dev.tocsin.events.HostSample.Gpu;
import dev.tocsin.events.HostSample.Memory;
import dev.tocsin.hardware.Samples;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SamplerTest {

    private final FakeCollector<Cpu> cpu = new FakeCollector<>("cpu", Samples.CPU);
    private final FakeCollector<Memory> memory = new FakeCollector<>("memory", Samples.MEMORY);
    private final FakeCollector<Gpu> gpu = new FakeCollector<>("gpu", Samples.NO_GPU);
    private final Sampler sampler = new Sampler(
            "web-1",
            Duration.ofSeconds(5),
            Clock.fixed(Instant.ofEpochMilli(1_760_000_000_123L), ZoneOffset.UTC),
            new Collectors(cpu, memory, gpu));

    @Test
    void shouldStampASampleWithHostTimeAndInterval() {
        assertThat(sampler.read().sample()).hasValueSatisfying(sample -> {
            assertThat(sample.host()).isEqualTo("web-1");
            assertThat(sample.timestamp()).isEqualTo(1_760_000_000_123L);
            assertThat(sample.intervalMs()).isEqualTo(5_000);
            assertThat(sample.cpu()).isEqualTo(Samples.CPU);
            assertThat(sample.memory()).isEqualTo(Samples.MEMORY);
            assertThat(sample.gpu()).isEqualTo(Samples.NO_GPU);
        });
    }

    @Test
    void shouldReadTheOthersWhenOneFails() {
        cpu.failWith(new IOException("no /proc"));
        Reading reading = sampler.read();
        assertThat(reading.cpu()).isNull();
        assertThat(reading.memory()).isEqualTo(Samples.MEMORY);
        assertThat(reading.gpu()).isEqualTo(Samples.NO_GPU);
        assertThat(reading.failures()).containsExactly(new CollectorFailure("cpu", 1, "no /proc"));
    }

    @Test
    void shouldNotPublishZerosForAProcessorThatCannotBeRead() {
        cpu.failWith(new IOException("no /proc"));
        assertThat(sampler.read().sample()).isEmpty();
    }

    @Test
    void shouldPublishWithoutGraphicsWhenTheyCannotBeRead() {
        gpu.failWith(new UnsatisfiedLinkError("other version"));
        Reading reading = sampler.read();
        assertThat(reading.sample())
                .hasValueSatisfying(sample -> assertThat(sample.gpu()).isNull());
        assertThat(reading.failures()).containsExactly(new CollectorFailure("gpu", 1, "other version"));
    }

    @Test
    void shouldCountFailuresAndForgetTheReasonWhenItWorksAgain() {
        memory.failWith(new IllegalStateException());
        sampler.read();
        assertThat(sampler.read().failures())
                .containsExactly(new CollectorFailure("memory", 2, "IllegalStateException"));
        memory.failWith(null);
        assertThat(sampler.read().failures()).isEmpty();
        memory.failWith(new IOException("again"));
        assertThat(sampler.read().failures()).containsExactly(new CollectorFailure("memory", 3, "again"));
    }

    @Test
    void shouldCloseItsCollectors() {
        sampler.close();
        assertThat(cpu.isClosed() && memory.isClosed() && gpu.isClosed()).isTrue();
    }
}
