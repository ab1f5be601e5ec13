package dev.tocsin.alerting.slack;

import static dev.tocsin.alerting.Alerts.firing;
import static dev.tocsin.alerting.Alerts.resolved;
import static dev.tocsin.events.Severity.CRITICAL;
import static dev.tocsin.events.Severity.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.alerting.Alerts;
import dev.tocsin.alerting.channel.Message;
import dev.tocsin.alerting.channel.Story;
import dev.tocsin.events.AlertTransition;
import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.AlertTransition.State;
import dev.tocsin.events.Entity;
import dev.tocsin.events.Json;
import dev.tocsin.events.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlackMessageTest {

    private final SlackMessage messages = new SlackMessage(URI.create("http://127.0.0.1:8000/"));

    @Test
    void shouldWriteAFiringIncidentAsInTheGoldenFile() throws IOException {
        Story story =
                new Story(firing("checkout", "consecutive-failures", CRITICAL), List.of("slow-p95 (warning)"), "");

        assertGolden("slack-firing.json", messages.render(Message.of(story)));
    }

    @Test
    void shouldWriteAResolvedIncidentAsInTheGoldenFile() throws IOException {
        assertGolden(
                "slack-resolved.json",
                messages.render(Message.of(Story.of(resolved("checkout", "consecutive-failures", 2, CRITICAL)))));
    }

    @Test
    void shouldWriteADigestAsInTheGoldenFile() throws IOException {
        assertGolden(
                "slack-digest.json",
                messages.render(new Message(List.of(
                        Story.of(firing("checkout", "consecutive-failures", CRITICAL)),
                        Story.of(firing("search", "slow-p95", WARNING)),
                        Story.of(resolved("cart", "slow-p95", 2, WARNING))))));
    }

    @Test
    void shouldSayThatItWasCoveredBeforeWhenToldLate() {
        Story story = new Story(
                firing("checkout", "slow-p95", WARNING),
                List.of(),
                "It was covered by down of Checkout; that is over.");

        assertThat(messages.render(Message.of(story)).toString())
                .contains("It was covered by down of Checkout; that is over.");
    }

    @Test
    void shouldEscapeEverythingThatPeopleNamed() {
        JsonNode message = messages.render(Message.of(Story.of(hostile(60, 4))));

        assertThat(texts(message)).isNotEmpty().allSatisfy(text -> {
            String withoutOurMarkup = text.replaceAll("<!date\\^\\d+\\^[^|<>]*\\|[^|<>]*>", "")
                    .replaceAll("<http://127\\.0\\.0\\.1:8000/#service=[A-Za-z0-9%._*-]*\\|[^|<>]*>", "");
            assertThat(withoutOurMarkup).doesNotContain("<", ">");
            assertThat(withoutOurMarkup.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
        });
        assertThat(messages.render(new Message(Collections.nCopies(3, Story.of(hostile(60, 4)))))
                        .toString())
                .doesNotContain("<!channel>");
    }

    @Test
    void shouldKeepSlacksLimitsWhateverTheTransitionHolds() {
        Story story = new Story(hostile(9_000, 60), Collections.nCopies(500, "<rule> (warning)"), "&".repeat(9_000));

        assertLimits(messages.render(Message.of(story)));
        assertLimits(messages.render(new Message(Collections.nCopies(40, story))));
    }

    @Test
    void shouldWriteATransitionThatSaysNextToNothing() {
        AlertTransition bare = new AlertTransition(
                Alerts.incidentId("web-1", "any"),
                1,
                "fingerprint",
                0,
                "",
                Entity.host("web-1"),
                null,
                CRITICAL,
                State.FIRING,
                "",
                "",
                List.of(new Evidence(null, Double.NaN, Double.POSITIVE_INFINITY, null, null, 0)),
                Alerts.NOON,
                Alerts.NOON,
                0);

        JsonNode message = messages.render(Message.of(Story.of(bare)));

        assertThat(message.path("text").asText()).contains("web-1");
        assertThat(message.toString()).contains("#host=web-1");
    }

    private static AlertTransition hostile(int length, int figures) {
        String name = ("<!channel> & *bold* <http://evil|x> \n ").repeat(length / 37 + 1);
        List<Evidence> evidence = IntStream.range(0, figures)
                .mapToObj(i -> new Evidence(name, 1, 2, name, name, 3))
                .toList();
        return new AlertTransition(
                Alerts.incidentId("web-1", "any"),
                1,
                "fingerprint",
                1,
                name,
                Entity.service(name),
                name,
                Severity.CRITICAL,
                State.FIRING,
                name,
                name,
                evidence,
                Alerts.NOON,
                Alerts.NOON,
                1);
    }

    private static void assertLimits(JsonNode message) {
        JsonNode header = message.path("blocks").path(0).path("text");
        assertThat(header.path("type").asText()).isEqualTo("plain_text");
        assertThat(header.path("text").asText()).hasSizeLessThanOrEqualTo(150);
        JsonNode body = message.path("attachments").path(0).path("blocks");
        assertThat(body.size() + 1).isLessThanOrEqualTo(50);
        assertThat(texts(message)).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(3_000));
        body.forEach(block -> {
            assertThat(block.path("fields").size()).isLessThanOrEqualTo(10);
            assertThat(block.path("elements").size()).isLessThanOrEqualTo(10);
            block.path("fields")
                    .forEach(field -> assertThat(field.path("text").asText()).hasSizeLessThanOrEqualTo(2_000));
        });
    }

    /** Every value of a field called text. */
    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        node.findValues("text").forEach(value -> {
            if (value.isTextual()) {
                texts.add(value.asText());
            }
        });
        node.findValues("text").stream().filter(JsonNode::isObject).forEach(value -> texts.addAll(texts(value)));
        return texts;
    }

    private static void assertGolden(String name, JsonNode message) throws IOException {
        try (InputStream golden = SlackMessageTest.class.getResourceAsStream("/golden/" + name)) {
            String expected = golden == null ? "missing: /golden/" + name : new String(golden.readAllBytes(), UTF_8);
            assertThat(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(message))
                    .isEqualToNormalizingNewlines(expected.strip());
        }
    }
}
