package dev.tocsin.gateway;

import static dev.tocsin.gateway.GuardedGateway.LOOPBACK;
import static dev.tocsin.gateway.GuardedGateway.bearer;
import static dev.tocsin.gateway.RunningGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.gateway.security.Scope;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What each key may do, on every route that there is. */
class ScopesIT {

    @RegisterExtension
    static final GuardedGateway gateway = new GuardedGateway();

    private static final Map<Scope, String> KEYS = new EnumMap<>(Scope.class);

    @BeforeAll
    static void start() {
        for (Scope scope : Scope.values()) {
            KEYS.put(scope, gateway.key(scope));
        }
        gateway.start(LOOPBACK, "TOCSIN_RATE_LIMIT", "0");
    }

    @Test
    void shouldLetAKeyDoOnEveryRouteWhatItsScopeAllows() {
        assertThat(gateway.app().routes()).hasSizeGreaterThan(15);
        for (String route : gateway.app().routes()) {
            String method = route.split(" ")[0];
            String path = route.split(" ")[1].replaceAll("\\{.*?}", "1");
            if (path.equals("/stream")) {
                path += "?feed=none"; // refused behind the door, since a stream has no end
            }
            boolean open = List.of("/health", "/health/live", "/health/ready").contains(path);
            boolean reads = method.equals("GET") || route.equals("POST /metrics/query");
            boolean ingests = route.startsWith("POST /metrics/ingest");

            assertThat(gateway.ask(method, path).statusCode() == 401).as(route).isEqualTo(!open);
            assertAllowed(method, path, Scope.READ, open || reads);
            assertAllowed(method, path, Scope.INGEST, open || ingests);
            assertAllowed(method, path, Scope.ADMIN, true);
        }
    }

    @Test
    void shouldHaveALineForEachRouteInTheListOfScopes() {
        assertThat(gateway.app().undecidedRoutes())
                .as("say in RouteScopes which key each of these needs")
                .isEmpty();
    }

    private static void assertAllowed(String method, String path, Scope scope, boolean allowed) {
        HttpResponse<String> answer = gateway.ask(method, path, bearer(KEYS.get(scope)));
        assertThat(answer.statusCode() != 403)
                .as(method + " " + path + " with " + scope + ": " + answer.statusCode())
                .isEqualTo(allowed);
        // Here no machine tells of itself, so what asks one fails behind the door.
        assertThat(answer.statusCode()).as(method + " " + path).isNotIn(401, 429);
    }

    @Test
    void shouldNameTheScopeThatIsMissing() {
        HttpResponse<String> answer = gateway.ask("DELETE", "/services/1", bearer(KEYS.get(Scope.READ)));
        assertThat(json(answer).get("detail").asText()).contains("\"admin\"");
        assertThat(json(answer).get("error").asText()).isEqualTo("Forbidden");
        assertThat(json(gateway.ask("POST", "/metrics/ingest", bearer(KEYS.get(Scope.READ))))
                        .get("detail")
                        .asText())
                .contains("\"ingest\"");
    }

    @Test
    void shouldShowFilesToThoseWhoMayRead() {
        for (String path : new String[] {"/js/main.js", "/webjars/echarts/5.5.0/echarts.min.js"}) {
            assertThat(gateway.ask("GET", path, bearer(KEYS.get(Scope.READ))).statusCode())
                    .isEqualTo(200);
            assertThat(gateway.ask("GET", path, bearer(KEYS.get(Scope.INGEST))).statusCode())
                    .isEqualTo(403);
        }
        assertThat(gateway.ask("HEAD", "/services", bearer(KEYS.get(Scope.INGEST)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(gateway.ask("HEAD", "/services", bearer(KEYS.get(Scope.READ)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldNotBeMisledByTheSpellingOfAPath() {
        for (String path : new String[] {"/services/1/", "//services/1", "/services/%31", "/services/1;x=y"}) {
            assertThat(gateway.ask("DELETE", path, bearer(KEYS.get(Scope.READ))).statusCode())
                    .as(path)
                    .isIn(403, 404, 400, 307);
            assertThat(gateway.ask("DELETE", path).statusCode()).as(path).isIn(401, 400);
        }
    }
}
