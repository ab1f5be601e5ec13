package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that show the document: they bring all they need, and nothing else may get in. */
class DocumentPagesIT {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/api/docs", "/redoc", "/api/redoc"})
    void shouldBringAllThatAPageNeedsAndLetNothingElseIn(String path) {
        HttpResponse<String> page = gateway.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("default-src 'none'; script-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*", "blob:");
        assertThat(page.body()).doesNotContain("<style", "onload=", "http://", "https://");
        assertThat(page.body().replace("<script src=", "")).doesNotContain("<script>");
        List<String> references = REFERENCE
                .matcher(page.body())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(references).hasSizeGreaterThan(5).allSatisfy(reference -> {
            assertThat(reference).startsWith("/");
            assertThat(gateway.get(reference).statusCode()).as(reference).isEqualTo(200);
        });
    }

    @Test
    void shouldBeTheSameDocumentAsJsonAndAsYaml() throws IOException {
        JsonNode written =
                new YAMLMapper().readTree(gateway.get("/openapi.yaml").body());

        assertThat(json(gateway.get("/openapi.json"))).isEqualTo(written);
        assertThat(written.path("openapi").asText()).isEqualTo("3.1.0");
    }

    @Test
    void shouldBeLinkedFromTheDashboardAndTheSummary() {
        assertThat(gateway.get("/index.html").body()).contains("<a href=\"docs\">");
        assertThat(json(gateway.get("/")).path("api_docs").asText()).isEqualTo("/docs");
    }
}
