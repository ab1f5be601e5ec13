package dev.tocsin.cli.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.cli.yaml.ServiceFile;
import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Secret;
import dev.tocsin.gateway.definitions.DeclaredService;
import dev.tocsin.gateway.definitions.Slug;
import dev.tocsin.gateway.definitions.Variables;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks a running gateway for its services. Every method throws {@link BadSettingException} with a sentence that says what to do
 * if the gateway cannot be asked.
 */
public final class GatewayClient {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI gateway;
    private final Secret apiKey;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT_PATIENCE).build();

    /** @param apiKey sent as a bearer token; none if empty */
    public GatewayClient(URI gateway, Secret apiKey) {
        this.gateway = gateway;
        this.apiKey = apiKey;
    }

    /** What would change if the gateway took these services for its file. */
    public Difference difference(List<DeclaredService> declared) {
        return Difference.between(declared, services());
    }

    /** The services as a {@code tocsin.yml}, sorted by key. */
    public String export() {
        return yaml(services(), address("/tocsin.schema.json"));
    }

    static String yaml(List<ListedService> services, URI schema) {
        List<Map<String, Object>> entries = services.stream()
                .sorted(Comparator.comparing(ListedService::key))
                .map(GatewayClient::entry)
                .toList();
        return ServiceFile.text("yaml-language-server: $schema=" + schema, entries);
    }

    private static Map<String, Object> entry(ListedService service) {
        Map<String, Object> entry = new LinkedHashMap<>(service.fields());
        entry.replaceAll((key, value) -> value instanceof String text ? Variables.literal(text) : value);
        entry.values().removeIf(value -> value.equals("") || value.equals(List.of()));
        if (!Slug.of(service.fields().get("name").toString()).equals(service.key())) {
            entry.put("key", service.key());
        }
        return entry;
    }

    private List<ListedService> services() {
        JsonNode answer = get("/services");
        if (!answer.isArray()) {
            throw new BadSettingException(gateway + " answers, but not as a Tocsin does; correct --url.");
        }
        return listed(answer);
    }

    static List<ListedService> listed(JsonNode answer) {
        Set<String> keys = new HashSet<>();
        answer.forEach(service -> keys.add(service.path("key").asText()));
        List<ListedService> services = new ArrayList<>();
        answer.forEach(service -> services.add(ListedService.of(service, keys)));
        return services;
    }

    private JsonNode get(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address(path)).timeout(PATIENCE).header("Accept", "application/json");
        if (!apiKey.isEmpty()) {
            request.header("Authorization", "Bearer " + apiKey.value());
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return switch (answer.statusCode()) {
                case 200 -> MAPPER.readTree(answer.body());
                case 401, 403 ->
                    throw new BadSettingException(gateway + " wants an API key"
                            + (apiKey.isEmpty() ? "" : " and does not take this one")
                            + "; set TOCSIN_API_KEY, or name a file that holds one with --key-file.");
                default ->
                    throw new BadSettingException(
                            gateway + " answers with status " + answer.statusCode() + "; its log says why.");
            };
        } catch (JsonProcessingException e) {
            throw new BadSettingException(gateway + " answers, but not as a Tocsin does; correct --url.");
        } catch (IOException e) {
            throw new BadSettingException("No gateway answers at " + gateway + " (" + reason(e)
                    + "); start one with ./tocsin up, or name another with --url.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadSettingException("Stopped while waiting for " + gateway + ".");
        }
    }

    private URI address(String path) {
        return URI.create(gateway.toString().replaceFirst("/+$", "") + path);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
