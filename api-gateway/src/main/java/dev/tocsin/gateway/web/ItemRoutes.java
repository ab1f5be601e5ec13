package dev.tocsin.gateway.web;

import dev.tocsin.gateway.items.Item;
import dev.tocsin.gateway.items.Item.Draft;
import dev.tocsin.gateway.items.ItemStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /api/v1}: items in memory, the data API of FastAPI Metrics Monitoring. */
final class ItemRoutes {

    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_NAME = 255;
    private static final int MAX_DESCRIPTION = 2_000;
    private static final int MAX_TAGS = 50;

    private final ItemStore items;
    private final Clock clock;

    ItemRoutes(ItemStore items, Clock clock) {
        this.items = items;
        this.clock = clock;
    }

    void register(RoutesConfig routes) {
        routes.get("/api/v1/", this::about);
        routes.get("/api/v1/data", this::list);
        routes.post("/api/v1/data", this::create);
        routes.post("/api/v1/data/bulk", this::createAll);
        routes.get("/api/v1/data/stats/summary", context -> Answers.json(context, items.summary()));
        routes.get("/api/v1/data/{id}", this::find);
        routes.put("/api/v1/data/{id}", this::change);
        routes.delete("/api/v1/data/{id}", this::delete);
    }

    private void about(Context context) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("message", "Tocsin data API: items in memory");
        answer.put("version", "v1");
        answer.put("timestamp", clock.instant());
        Answers.json(context, answer);
    }

    private void list(Context context) {
        int limit = Parameters.limit(context, DEFAULT_LIMIT, Parameters.MAX_LIMIT);
        long offset = Parameters.whole(context, "offset", 0, 0);
        Answers.json(context, items.page(Optional.ofNullable(context.queryParam("tag")), offset, limit));
    }

    private void create(Context context) {
        Draft draft = draft(RequestBody.parse(context.bodyAsBytes()));
        items.add(List.of(draft)).ifPresentOrElse(added -> Answers.json(context, added.get(0)), () -> full(context));
    }

    private void createAll(Context context) {
        List<RequestBody> bodies = RequestBody.parseList(context.bodyAsBytes(), "items");
        List<Draft> drafts = bodies.stream().map(ItemRoutes::read).toList();
        RequestBody.requireValid(bodies);
        items.add(drafts).ifPresentOrElse(added -> Answers.json(context, added), () -> full(context));
    }

    private static void full(Context context) {
        Answers.failed(
                context,
                HttpStatus.CONFLICT,
                "There is room for " + ItemStore.CAPACITY + " items and they would not fit; delete some first");
    }

    private static Draft draft(RequestBody body) {
        Draft draft = read(body);
        body.requireValid();
        return draft;
    }

    /** What is wrong, the body knows. */
    private static Draft read(RequestBody body) {
        String name = body.requiredName("name", MAX_NAME);
        Double value = body.requiredNumber("value");
        String description = body.text("description", MAX_DESCRIPTION);
        List<String> tags = body.has("tags") ? tags(body) : List.of();
        return new Draft(name, value, description, tags);
    }

    private static List<String> tags(RequestBody body) {
        if (body.isNull("tags")) {
            return body.wrong("list_type", "tags", "Input should be a valid list");
        }
        List<String> tags = body.texts("tags");
        if (tags != null && (tags.size() > MAX_TAGS || tags.stream().anyMatch(tag -> tag.length() > MAX_NAME))) {
            return body.wrong(
                    "too_long",
                    "tags",
                    "Input should have at most " + MAX_TAGS + " tags of at most " + MAX_NAME + " characters");
        }
        // An empty list is read as none, and here means that there shall be no tags.
        return tags == null ? List.of() : tags;
    }

    private void find(Context context) {
        Answers.json(context, items.find(context.pathParam("id")).orElseThrow(ItemRoutes::missing));
    }

    private void change(Context context) {
        RequestBody body = RequestBody.parse(context.bodyAsBytes());
        String name = body.has("name") ? body.requiredName("name", MAX_NAME) : null;
        Double value = body.has("value") ? body.requiredNumber("value") : null;
        String description = body.text("description", MAX_DESCRIPTION);
        List<String> tags = body.has("tags") ? tags(body) : null;
        body.requireValid();
        Draft draft = new Draft(name, value, description, tags);
        Item changed = items.change(context.pathParam("id"), draft, body.has("description"))
                .orElseThrow(ItemRoutes::missing);
        Answers.json(context, changed);
    }

    private void delete(Context context) {
        String id = context.pathParam("id");
        if (!items.delete(id)) {
            throw missing();
        }
        Answers.json(context, Map.of("message", "Data item " + id + " deleted successfully"));
    }

    private static NotFoundResponse missing() {
        return new NotFoundResponse("Data item not found");
    }
}
