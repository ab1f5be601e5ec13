package dev.tocsin.gateway.kafka;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.events.Json;
import dev.tocsin.events.Limits;
import dev.tocsin.events.MalformedRecordException;
import dev.tocsin.events.TelemetrySample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;

/** A sample, and the bytes that it has in the topic: with an RFC 3339 timestamp, which people can read there. */
@SuppressWarnings("ArrayRecordComponent")
public record SampleRecord(TelemetrySample sample, byte[] bytes) {

    private static final int USUAL_BYTES = 256;

    /** @throws MalformedRecordException if it is larger than the topic's readers take */
    public static SampleRecord of(TelemetrySample sample) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = Json.mapper().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField(
                    "timestamp", Instant.ofEpochMilli(sample.timestamp()).toString());
            json.writeStringField("service", sample.service());
            json.writeStringField("metric_type", sample.metric().wire());
            json.writeNumberField("value", sample.value());
            json.writeObjectFieldStart("tags");
            for (Map.Entry<String, Object> tag : sample.tags().entrySet()) {
                json.writePOJOField(tag.getKey(), tag.getValue());
            }
            json.writeEndObject();
            if (sample.registered()) {
                json.writeBooleanField("registered", true);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        if (out.size() > Limits.MAX_DOCUMENT) {
            throw new MalformedRecordException(
                    "oversized", "the sample has " + out.size() + " bytes, the limit is " + Limits.MAX_DOCUMENT);
        }
        return new SampleRecord(sample, out.toByteArray());
    }
}
