package dev.tocsin.benchmarks.stand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;

/** What the JobManager says of itself and its jobs. Thread-safe. */
public final class FlinkRest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final int port;

    FlinkRest(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    boolean answers() {
        try {
            return get("/overview").has("flink-version");
        } catch (IOException e) {
            return false;
        }
    }

    int taskManagers() {
        return orMissing("/taskmanagers").path("taskmanagers").size();
    }

    boolean knowsTaskManager(String name) {
        return orMissing("/taskmanagers/" + name).has("id");
    }

    /** The names of those TaskManagers that have tasks. */
    List<String> workingTaskManagers() {
        return StreamSupport.stream(
                        orMissing("/taskmanagers").path("taskmanagers").spliterator(), false)
                .filter(found -> found.path("freeSlots").asInt()
                        < found.path("slotsNumber").asInt())
                .map(found -> found.path("id").asText())
                .toList();
    }

    /** For example {@code RUNNING}; empty text if the job is not known. */
    public String state(JobID job) {
        return orMissing("/jobs/" + job).path("state").asText();
    }

    /** Whether every task of the job runs, not only the job itself. */
    public boolean isRunning(JobID job) {
        JsonNode found = orMissing("/jobs/" + job);
        return found.path("state").asText().equals("RUNNING")
                && found.path("vertices").size() > 0
                && StreamSupport.stream(found.path("vertices").spliterator(), false)
                        .allMatch(vertex -> vertex.path("tasks").path("RUNNING").asInt()
                                == vertex.path("parallelism").asInt());
    }

    /** How often the job was restarted by this JobManager. */
    public int restarts(JobID job) {
        JsonNode metrics = orMissing("/jobs/" + job + "/metrics?get=numRestarts");
        return metrics.path(0).path("value").asInt();
    }

    /** The number of the newest checkpoint that was completed; 0 if there is none. */
    public long completedCheckpoint(JobID job) {
        return orMissing("/jobs/" + job + "/checkpoints")
                .path("latest")
                .path("completed")
                .path("id")
                .asLong();
    }

    /** The smallest watermark that the subtasks of the vertex whose name begins so have received, epoch ms. */
    public OptionalLong watermark(JobID job, String vertexName) {
        for (JsonNode vertex : orMissing("/jobs/" + job).path("vertices")) {
            if (vertex.path("name").asText().startsWith(vertexName)) {
                JsonNode subtasks = orMissing(
                        "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/watermarks");
                return StreamSupport.stream(subtasks.spliterator(), false)
                        .mapToLong(subtask -> subtask.path("value").asLong())
                        .min();
            }
        }
        return OptionalLong.empty();
    }

    private JsonNode orMissing(String path) {
        try {
            return get(path);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }

    private JsonNode get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.missingNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
