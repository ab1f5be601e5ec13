package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one JSON codec of all wire records. Thread-safe. */
public final class Json {

    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(Limits.MAX_DOCUMENT)
                    .maxNestingDepth(Limits.MAX_DEPTH)
                    .maxNameLength(Limits.MAX_NAME)
                    .maxNumberLength(64)
                    .maxStringLength(Limits.MAX_DOCUMENT)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
            .build();

    /** The mapper behind the codec, for those who build trees; it must not be reconfigured. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    public static byte[] encode(Object wireRecord) {
        try {
            return MAPPER.writeValueAsBytes(wireRecord);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot encode " + wireRecord.getClass().getSimpleName(), e);
        }
    }

    /**
     * Reads one document.
     *
     * @throws MalformedRecordException if it is not JSON, too large or deep, lacks a field, or holds a bad value
     */
    public static <T> T decode(byte[] document, Class<T> type) {
        requireSize(document);
        try {
            T value = MAPPER.readValue(document, type);
            if (value == null) {
                throw new MalformedRecordException("malformed-json", "a JSON object is expected, not null");
            }
            return value;
        } catch (ValueInstantiationException e) {
            throw e.getCause() instanceof MalformedRecordException cause ? cause : malformed(e);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    static void requireSize(byte[] document) {
        if (document.length > Limits.MAX_DOCUMENT) {
            throw new MalformedRecordException(
                    "oversized", "the record has " + document.length + " bytes, the limit is " + Limits.MAX_DOCUMENT);
        }
    }

    static MalformedRecordException malformed(JsonProcessingException e) {
        return new MalformedRecordException("malformed-json", e.getOriginalMessage());
    }

    private Json() {}
}
