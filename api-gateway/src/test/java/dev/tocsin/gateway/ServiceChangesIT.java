package dev.tocsin.gateway;

import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.ServiceDefinition;
import dev.tocsin.events.Topics;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Reading, changing and listing services, and that each change reaches the control topic. */
class ServiceChangesIT {

    private static final Duration SOON = Duration.ofSeconds(2);

    @RegisterExtension
    static final GatewayExtension gateway = new GatewayExtension();

    private static HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.address("http", path))
                .method(method, BodyPublishers.ofString(body.replace('\'', '"')));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return gateway.send(request.build());
    }

    private static JsonNode done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static JsonNode create(String name, String more) {
        return done(send("POST", "/services", "{'name': '" + name + "', 'url': 'http://a.example'" + more + "}"));
    }

    private static List<ServiceDefinition> published(String key) {
        List<ServiceDefinition> versions = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : gateway.kafka().topics().read(Topics.CONTROL)) {
            if (ServiceDefinition.controlKey(key).equals(new String(record.key(), StandardCharsets.UTF_8))) {
                versions.add(record.value() == null ? null : Json.decode(record.value(), ServiceDefinition.class));
            }
        }
        return versions;
    }

    @Test
    void shouldTellOfOneServiceWhatWasDeclaredAndWhereItStands() {
        JsonNode created = create("Read me", ", 'group': 'shop', 'objective': 0.995");

        HttpResponse<String> answer = gateway.get("/services/" + created.get("id"));

        assertThat(done(answer)).isEqualTo(created);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"1\"");
        assertThat(created.get("group").asText()).isEqualTo("shop");
        assertThat(created.get("objective").asDouble()).isEqualTo(0.995);
        assertThat(created.get("origin").asText()).isEqualTo("api");
        assertThat(created.get("version").asLong()).isEqualTo(1);
        assertThat(created.get("created_at")).isEqualTo(created.get("updated_at"));
        assertThat(gateway.get("/services/999999").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/services/x").statusCode()).isEqualTo(422);
    }

    @Test
    void shouldReachTheControlTopicSoonWhenAServiceIsPatchedAndKeepItsKey() {
        JsonNode created = create("Patch me", ", 'group': 'shop'");
        String path = "/services/" + created.get("id");
        await().atMost(SOON).until(() -> !published("patch-me").isEmpty());
        long before = System.nanoTime();

        JsonNode patched = done(send("PATCH", path, "{'name': 'Renamed', 'interval_seconds': 9, 'quorum': 3}"));
        await().atMost(SOON).until(() -> published("patch-me").size() == 2);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
        assertThat(patched.get("key").asText()).isEqualTo("patch-me");
        assertThat(patched.get("group").asText()).isEqualTo("shop");
        assertThat(patched.get("version").asLong()).isEqualTo(2);
        ServiceDefinition newest = published("patch-me").get(1);
        assertThat(newest.name()).isEqualTo("Renamed");
        assertThat(newest.intervalMs()).isEqualTo(9_000);
        assertThat(newest.quorum()).isEqualTo(3);
        assertThat(newest.version()).isEqualTo(2);
        assertThat(done(gateway.get(path))).isEqualTo(patched);
    }

    @Test
    void shouldPublishNothingWhenAChangeChangesNothing() {
        JsonNode created = create("Same", "");
        JsonNode patched = done(send("PATCH", "/services/" + created.get("id"), "{'interval_seconds': 60}"));
        assertThat(patched).isEqualTo(created);
    }

    @Test
    void shouldFallToDefaultsWhenAServiceIsReplaced() {
        JsonNode created = create("Replace me", ", 'group': 'shop', 'timeout_seconds': 3");
        JsonNode replaced = done(send(
                "PUT",
                "/services/" + created.get("id"),
                "{'name': 'Replace me', 'url': 'http://b.example', 'interval_seconds': 30}"));
        assertThat(replaced.get("url").asText()).isEqualTo("http://b.example/");
        assertThat(replaced.get("group").asText()).isEmpty();
        assertThat(replaced.get("timeout_seconds").asLong()).isEqualTo(10);
        assertThat(send("PUT", "/services/" + created.get("id"), "{'name': 'x'}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(send("PUT", "/services/999999", "{'name': 'x', 'url': 'http://b.example'}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("PATCH", "/services/999999", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldStoreNothingWhenAPatchIsWrong() {
        JsonNode created = create("Untouched", "");
        String path = "/services/" + created.get("id");
        HttpResponse<String> refused = send("PATCH", path, "{'name': 'Touched', 'quorum': 0}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).at("/detail/0/loc").toString()).isEqualTo("[\"body\",\"quorum\"]");
        assertThat(send("PATCH", path, "[]").statusCode()).isEqualTo(422);
        assertThat(send("PATCH", path, "{'name'").statusCode()).isEqualTo(422);
        assertThat(done(gateway.get(path))).isEqualTo(created);
    }

    @Test
    void shouldRefuseAChangeThatWasMadeForAnotherVersion() {
        String path = "/services/" + create("Guarded", "").get("id");
        assertThat(send("PATCH", path, "{'quorum': 2}", "If-Match", "\"1\"").statusCode())
                .isEqualTo(200);
        HttpResponse<String> refused = send("PATCH", path, "{'quorum': 3}", "If-Match", "\"1\"");
        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(json(refused).get("detail").asText()).contains("version 2");
        assertThat(send("DELETE", path, "", "If-Match", "\"1\"").statusCode()).isEqualTo(412);
        assertThat(send("DELETE", path, "", "If-Match", "\"7\", \"2\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldLoseNoChangeWhenManyPatchAtOnce() {
        JsonNode created = create("Busy", "");
        String path = "/services/" + created.get("id");
        List<CompletableFuture<HttpResponse<String>>> patches = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() ->
                        send("PATCH", path, "{'" + (i % 2 == 0 ? "quorum" : "apdex_ms") + "': " + (i + 10) + "}")))
                .toList();
        patches.forEach(patch -> done(patch.join()));

        assertThat(done(gateway.get(path)).get("version").asLong()).isEqualTo(13);
        await().atMost(Duration.ofSeconds(5)).until(() -> published("busy").size() == 13);
        assertThat(published("busy")).extracting(ServiceDefinition::version).isSorted();
    }

    @Test
    void shouldAnswerThatItIsNotPossibleNowWhenSomebodyHoldsTheTableForTooLong() throws Exception {
        String path = "/services/" + create("Waiting", "").get("id");
        try (Connection other = gateway.postgres().connect();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE services IN SHARE ROW EXCLUSIVE MODE");
            HttpResponse<String> refused = send("PATCH", path, "{'quorum': 2}");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            other.rollback();
        }
        assertThat(done(send("PATCH", path, "{'quorum': 2}")).get("version").asLong())
                .isEqualTo(2);
    }

    @Test
    void shouldAcceptOnlyDependenciesThatExistAndDoNotLeadBack() {
        create("Base", "");
        JsonNode middle = create("Middle", ", 'depends_on': ['base']");
        JsonNode top = create("Top", ", 'depends_on': ['middle', 'base']");
        HttpResponse<String> unknown =
                send("POST", "/services", "{'name': 'x', 'url': 'http://a.example', 'depends_on': ['base', 'nobody']}");
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(json(unknown).at("/detail/0/loc").toString()).isEqualTo("[\"body\",\"depends_on\",1]");
        HttpResponse<String> circle = send("PATCH", "/services/" + middle.get("id"), "{'depends_on': ['top']}");
        assertThat(circle.statusCode()).isEqualTo(422);
        assertThat(circle.body()).contains("middle → top → middle");

        gateway.delete("/services/" + middle.get("id"));

        assertThat(done(gateway.get("/services/" + top.get("id")))
                        .get("depends_on")
                        .toString())
                .isEqualTo("[\"base\"]");
        await().atMost(SOON).until(() -> published("top").size() == 2);
    }

    @Test
    void shouldRegisterAllOrNothingInBulk() {
        int before = json(gateway.get("/services")).size();
        HttpResponse<String> refused = send(
                "POST",
                "/services/bulk",
                "[{'name': 'Bulk one', 'url': 'http://a.example'}, {'name': 'Bulk two', 'url': 'http://a.example',"
                        + " 'interval_seconds': 0}, {'url': 'http://a.example'}]");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).get("detail"))
                .extracting(problem -> problem.get("loc").toString())
                .containsExactly("[\"body\",1,\"interval_seconds\"]", "[\"body\",2,\"name\"]");
        HttpResponse<String> dangling = send(
                "POST",
                "/services/bulk",
                "[{'name': 'Bulk one', 'url': 'http://a.example'}, {'name': 'Bulk two', 'url': 'http://a.example',"
                        + " 'depends_on': ['bulk-three']}]");
        assertThat(json(dangling).at("/detail/0/loc").toString()).isEqualTo("[\"body\",1,\"depends_on\",0]");
        assertThat(json(gateway.get("/services"))).hasSize(before);

        JsonNode registered = done(
                send(
                        "POST",
                        "/services/bulk",
                        "{'services': [{'name': 'Bulk', 'url': 'http://a.example', 'depends_on': ['bulk-late']},"
                                + " {'name': 'Bulk', 'url': 'http://a.example'}, {'name': 'Bulk late', 'url': 'http://a.example'}]}"));

        assertThat(registered.get(0).get("key").asText()).isEqualTo("bulk");
        assertThat(registered.get(1).get("key").asText())
                .isEqualTo("bulk-" + registered.get(1).get("id").asLong());
        assertThat(json(gateway.get("/services"))).hasSize(before + 3);
    }

    @Test
    void shouldRegisterAThousandAtOnceAndPublishThemSoon() {
        String body = IntStream.range(0, 1_000)
                .mapToObj(i -> "{'name': 'Fleet " + i + "', 'url': 'http://1.1.1.1/" + i
                        + "/health', 'group': 'fleet', 'interval_seconds': " + (5 + i % 60) + "}")
                .collect(Collectors.joining(",", "[", "]"));
        long before = System.nanoTime();
        JsonNode registered = done(send("POST", "/services/bulk", body));
        Duration answered = Duration.ofNanos(System.nanoTime() - before);
        assertThat(registered).hasSize(1_000);
        await().atMost(SOON).until(() -> !published("fleet-999").isEmpty());
        Duration reached = Duration.ofNanos(System.nanoTime() - before);
        assertThat(answered).isLessThan(Duration.ofSeconds(2));
        assertThat(reached).isLessThan(Duration.ofSeconds(4));
        shouldPage();
    }

    private static void shouldPage() {
        List<Long> ids = new ArrayList<>();
        String next = "/services?group=FLEET&limit=300&sort=-interval_seconds,name";
        while (next != null) {
            HttpResponse<String> page = gateway.get(next);
            assertThat(page.headers().firstValue("X-Total-Count")).hasValue("1000");
            done(page).forEach(service -> ids.add(service.get("id").asLong()));
            next = page.headers().firstValue("Link").orElse("").replaceFirst("(?s)^(?!.*rel=\"next\").*$", "");
            next = next.isEmpty() ? null : next.replaceFirst("^<([^>]*)>; rel=\"next\".*$", "$1");
        }
        assertThat(ids).hasSize(1_000).doesNotHaveDuplicates();
        JsonNode first = done(gateway.get("/services?q=fleet-&limit=1&sort=-interval_seconds"));
        assertThat(first.get(0).get("interval_seconds").asLong()).isEqualTo(64);
        HttpResponse<String> last = gateway.get("/services?group=fleet&limit=300&offset=900");
        assertThat(json(last)).hasSize(100);
        assertThat(last.headers().firstValue("Link"))
                .hasValue("</services?group=fleet&limit=300&offset=600>; rel=\"prev\"");
        assertThat(done(gateway.get("/services?group=fleet&limit=0"))).isEmpty();
        assertThat(done(gateway.get("/services?group=fleet&limit=5&offset=5000")))
                .isEmpty();
    }

    @Test
    void shouldFilterByWhatIsAskedFor() {
        create("Filter Ünïcode", ", 'group': 'odd, group'");
        create("Filter two", ", 'group': 'other'");
        assertThat(done(gateway.get("/services?name=filter%20%C3%9Cn%C3%AFcode")))
                .hasSize(1);
        assertThat(done(gateway.get("/services?q=FILTER"))).hasSize(2);
        assertThat(done(gateway.get("/services?group=odd,%20group&group=other")))
                .hasSize(2);
        assertThat(done(gateway.get("/services?q=filter&status=no_data,down&origin=api")))
                .hasSize(2);
        assertThat(done(gateway.get("/services?q=filter&status=ok"))).isEmpty();
        assertThat(done(gateway.get("/services?origin=file"))).isEmpty();
        assertThat(done(gateway.get("/services?q=filter&sort=-name"))
                        .get(0)
                        .get("name")
                        .asText())
                .isEqualTo("Filter Ünïcode");
        for (String wrong : List.of(
                "limit=-1", "limit=x", "offset=-1", "sort=colour", "sort=", "status=fine", "status=", "origin=moon")) {
            HttpResponse<String> refused = gateway.get("/services?" + wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(422);
            assertThat(json(refused).at("/detail/0/loc/1").asText()).isEqualTo(wrong.replaceFirst("=.*", ""));
        }
    }

    @Test
    void shouldCountServicesByWhatTheyAre() {
        create("Counted", ", 'group': 'counted', 'interval_seconds': 5");
        JsonNode statistics = done(gateway.get("/services/statistics"));
        int total = statistics.get("total").asInt();
        assertThat(json(gateway.get("/services"))).hasSize(total);
        assertThat(statistics.at("/by_status/no_data").asInt()).isEqualTo(total);
        assertThat(statistics.at("/by_group/counted").asInt()).isEqualTo(1);
        assertThat(statistics.at("/by_origin/api").asInt()).isEqualTo(total);
        assertThat(statistics.at("/by_label/No Data").asInt())
                .as(statistics.toString())
                .isEqualTo(total);
        assertThat(statistics.at("/interval_seconds/min").asDouble()).isEqualTo(5);
        assertThat(statistics.get("planned_checks_per_second").asDouble()).isGreaterThanOrEqualTo(0.2);
    }

    @Test
    void shouldLeaveToTheFileWhatTheFileDeclares(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("tocsin.yml"), """
                services:
                  - name: Declared
                    url: http://a.example
                """);
        gateway.restart(file);
        JsonNode declared = done(gateway.get("/services?origin=file")).get(0);
        String path = "/services/" + declared.get("id");
        for (HttpResponse<String> refused : List.of(
                send("PATCH", path, "{'quorum': 2}"),
                send("PUT", path, "{'name': 'Declared', 'url': 'http://a.example'}"),
                gateway.delete(path))) {
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(json(refused).get("detail").asText()).contains("'Declared' is declared in tocsin.yml");
        }
        assertThat(done(gateway.get(path))).isEqualTo(declared);
        gateway.restart(Files.writeString(file, "services: []"));
    }
}
