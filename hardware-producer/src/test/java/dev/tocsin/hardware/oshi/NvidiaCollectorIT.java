package dev.tocsin.hardware.oshi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.HostSample.Gpu;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against a library that is made up; an IT because the parameters live in native memory. */
class NvidiaCollectorIT {

    private final FakeNvml nvml = new FakeNvml();
    private final NvidiaCollector collector = new NvidiaCollector(Optional.of(nvml));

    @Test
    void shouldReadEverySensorOfEveryDevice() throws IOException {
        nvml.add("RTX", 61, 120_500, 40, 77, 33, 8_000, 5_000, 3_000);
        nvml.add("RTX", 50, 9_000, 0, 1, 2, 8_000, 8_000, 0);
        assertThat(collector.collect())
                .isEqualTo(new Gpu(List.of(
                        new Gpu.Device("RTX", 61.0, 120.5, 8_000L, 3_000L, 5_000L, 77.0, 33.0, 40.0),
                        new Gpu.Device("RTX", 50.0, 9.0, 8_000L, 0L, 8_000L, 1.0, 2.0, 0.0))));
    }

    @Test
    void shouldLeaveASensorNullThatADeviceLacks() throws IOException {
        nvml.add("H100", 50, FakeNvml.MISSING, FakeNvml.MISSING, 1, 2, 8, 4, 4);
        Gpu.Device device = collector.collect().devices().get(0);
        assertThat(device.fanSpeed()).isNull();
        assertThat(device.powerWatts()).isNull();
        assertThat(device.temperature()).isEqualTo(50);
    }

    @Test
    void shouldKeepThePlaceOfADeviceThatDoesNotAnswer() throws IOException {
        nvml.addLost();
        nvml.add("RTX", 61, 120_500, 40, 77, 33, 8_000, 5_000, 3_000);
        assertThat(collector.collect().devices()).extracting(Gpu.Device::name).containsExactly("Error", "RTX");
    }

    @Test
    void shouldReportNoDevicesWithoutTheLibrary() throws IOException {
        assertThat(new NvidiaCollector(Optional.empty()).collect().devices()).isEmpty();
    }

    @Test
    void shouldReportNoDevicesAndAskNoMoreWithoutTheDriver() throws IOException {
        nvml.startsWith(9);
        assertThat(collector.collect().devices()).isEmpty();
        assertThat(collector.collect().devices()).isEmpty();
        assertThat(nvml.starts()).isEqualTo(1);
    }

    @Test
    void shouldFailAndTryAgainWhenTheLibraryDoesNotStart() throws IOException {
        nvml.add("RTX", 61, 120_500, 40, 77, 33, 8_000, 5_000, 3_000);
        nvml.startsWith(4);
        assertThatThrownBy(collector::collect)
                .isInstanceOf(IOException.class)
                .hasMessage("nvmlInit_v2 answered NVML error 4; does nvidia-smi work on this machine?");
        nvml.startsWith(0);
        assertThat(collector.collect().devices()).hasSize(1);
    }

    @Test
    void shouldStartTheLibraryOnceAndStopItOnce() throws IOException {
        collector.collect();
        collector.collect();
        collector.close();
        collector.close();
        assertThat(nvml.starts()).isEqualTo(1);
        assertThat(nvml.stops()).isEqualTo(1);
    }
}
