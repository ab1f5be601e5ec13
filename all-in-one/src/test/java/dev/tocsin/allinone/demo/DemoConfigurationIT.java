package dev.tocsin.allinone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.definitions.TocsinYaml;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoConfigurationIT {

    @TempDir
    Path directory;

    @Test
    void shouldDeclareTheServicesOfTheDemosWorld() {
        List<DeclaredService> declared = TocsinYaml.load(DemoConfiguration.write(directory, Map.of()), Map.of())
                .services();

        assertThat(declared).hasSameSizeAs(DemoService.ALL);
        for (DemoService service : DemoService.ALL) {
            DeclaredService found = declared.stream()
                    .filter(each -> each.key().equals(service.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(URI.create(found.url()).getPort()).as(service.name()).isEqualTo(service.port());
            assertThat(found.dependsOn()).as(service.name()).isEqualTo(service.dependsOn());
        }
    }

    @Test
    void shouldRingAfterThreeFailuresFromTwoLocations() {
        assertThat(TocsinYaml.load(DemoConfiguration.write(directory, Map.of()), Map.of())
                        .services())
                .allSatisfy(service -> {
                    assertThat(service.intervalMs()).isEqualTo(1_000);
                    assertThat(service.failuresToAlert()).isEqualTo(3);
                    assertThat(service.quorum()).isEqualTo(2);
                });
    }

    @Test
    void shouldShowTheOriginalWordForWordExceptForMovedPorts() throws IOException {
        String original = DemoConfiguration.original();

        assertThat(DemoConfiguration.write(directory, Map.of())).hasContent(original);
        assertThat(Files.readString(DemoConfiguration.write(directory, Map.of(18_083, 40_001))))
                .isEqualTo(original.replace("127.0.0.1:18083/", "127.0.0.1:40001/"))
                .isNotEqualTo(original);
    }
}
