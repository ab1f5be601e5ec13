package dev.tocsin.gateway;

import static dev.tocsin.gateway.GuardedGateway.LOOPBACK;
import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.gateway.security.SecurityConfig;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that the prober would refuse to check. */
class TargetsIT {

    @RegisterExtension
    static final GuardedGateway gateway = new GuardedGateway();

    @BeforeAll
    static void start() {
        gateway.start(LOOPBACK, "TOCSIN_PROBE_ALLOW", "10.1.0.0/16");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost:8080/health",
                "https://LOCALHOST/",
                "http://user:secret@127.0.0.1/",
                "http://10.2.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[fd00::1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://0.0.0.0/"
            })
    void shouldRefuseAForbiddenAddressAndSayWhichSettingAllowsIt(String url) {
        HttpResponse<String> answer = create(url);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        JsonNode problem = json(answer).get("detail").get(0);
        assertThat(problem.get("type").asText()).isEqualTo("url_forbidden");
        assertThat(problem.get("loc").toString()).isEqualTo("[\"body\",\"url\"]");
        assertThat(problem.get("msg").asText()).contains("is not allowed", "TOCSIN_PROBE_ALLOW");
        assertThat(gateway.get("/services").body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://2130706433/", "http://0x7f.0.0.1/", "http://127.1/", "http://[::1%25lo]/"})
    void shouldAcceptNoOtherSpellingOfAForbiddenAddress(String url) {
        assertThat(create(url).statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.1.2.3:8080/", "http://93.184.215.14/", "http://not-yet.invalid/"})
    void shouldAcceptAllowedAndPublicAddressesAndNamesThatDoNotResolve(String url) {
        HttpResponse<String> answer = create(url);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        gateway.delete("/services/" + json(answer).get("id").asLong());
    }

    @Test
    void shouldStartWithAFileThatNamesAForbiddenAddress(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("tocsin.yml"), "services:\n  - name: inside\n    url: http://127.0.0.1:1/\n");
        try (RunningGateway other = RunningGateway.start(RunningGateway.with(
                RunningGateway.config("127.0.0.1:1", gateway.postgres(), file, Duration.ofMillis(200)),
                LOOPBACK,
                SecurityConfig.defaults()))) {
            assertThat(other.get("/services").body()).contains("\"inside\"");
        }
        // So that the other tests find no service of it.
        gateway.restart(LOOPBACK, "TOCSIN_PROBE_ALLOW", "10.1.0.0/16");
        JsonNode services = json(gateway.get("/services"));
        services.forEach(
                service -> gateway.delete("/services/" + service.get("id").asLong()));
    }

    private static HttpResponse<String> create(String url) {
        return gateway.post("/services", "{\"name\": \"x\", \"url\": \"" + url + "\"}");
    }
}
