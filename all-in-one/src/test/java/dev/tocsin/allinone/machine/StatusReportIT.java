package dev.tocsin.allinone.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusReportIT {

    @TempDir
    Path directory;

    @Test
    void shouldReadBackWhatWasWrittenInTheSameOrder() throws IOException {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Dashboard", "http://127.0.0.1:8000/");
        addresses.put("API", "http://127.0.0.1:8000/docs");
        StatusReport report = new StatusReport(
                7, "demo", 1, 2, addresses, List.of(new StatusReport.Part("kafka", false, "gone")), 0.25, 60_000L);
        report.write(directory);

        StatusReport read = StatusReport.read(directory).orElseThrow();

        assertThat(read).isEqualTo(report);
        assertThat(read.addresses().keySet()).containsExactly("Dashboard", "API");
        assertThat(read.healthy()).isFalse();
    }

    @Test
    void shouldBeEmptyWhenThereIsNoneOrItIsBroken() throws IOException {
        assertThat(StatusReport.read(directory)).isEmpty();
        Files.writeString(directory.resolve(StatusReport.FILE), "{\"pid\":");
        assertThat(StatusReport.read(directory)).isEmpty();
    }

    @Test
    void shouldBeGoneOnceRemoved() throws IOException {
        new StatusReport(7, "up", 1, 2, Map.of(), List.of(), null, null).write(directory);
        StatusReport.remove(directory);
        assertThat(directory).isEmptyDirectory();
    }
}
