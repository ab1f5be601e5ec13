package dev.tocsin.gateway;

import static dev.tocsin.gateway.GuardedGateway.LOOPBACK;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers tell the browser. */
class HeadersIT {

    @RegisterExtension
    static final GuardedGateway gateway = new GuardedGateway();

    @BeforeAll
    static void start() {
        gateway.start(LOOPBACK);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /services, 200",
        "GET, /metrics, 200",
        "GET, /nowhere, 404",
        "POST, /metrics, 405",
        "GET, /services/x/checks, 422",
        "GET, /js/nothing.js, 404",
        "HEAD, /services, 200",
        "BREW, /services, 405"
    })
    void shouldTreatAnAnswerOfTheApiAsNoPage(String method, String path, int status) {
        HttpResponse<String> answer = gateway.ask(method, path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertCommon(answer.headers());
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void shouldGiveThePageAndItsFilesTheirOwnPolicy() {
        for (String path : new String[] {"/", "/js/main.js"}) {
            HttpHeaders headers =
                    gateway.ask("GET", path, "Accept", "text/html").headers();
            assertCommon(headers);
            assertThat(headers.allValues("Content-Security-Policy")).hasSize(1);
            assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                    .startsWith("default-src 'none'; script-src 'self'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.allValues("Cache-Control")).containsExactly("no-cache");
        }
        assertThat(gateway.get("/webjars/echarts/5.5.0/echarts.min.js")
                        .headers()
                        .firstValue("Cache-Control"))
                .hasValue("max-age=31622400");
    }

    private static void assertCommon(HttpHeaders headers) {
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(headers.firstValue("Permissions-Policy").orElse("")).contains("camera=()");
    }
}
