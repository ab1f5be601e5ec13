package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;

/** The one JSON codec of all wire records. Thread-safe. */
public final class Json {

    private static final byte NO_UTF_8 = (byte) 0xFF;

    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(Limits.MAX_DOCUMENT)
                    .maxNestingDepth(Limits.MAX_DEPTH)
                    .maxNameLength(Limits.MAX_NAME)
                    .maxNumberLength(64)
                    .maxStringLength(Limits.MAX_DOCUMENT)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // UTF-8 is what the wire carries; guessing other encodings only finds more ways to fail.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    private static final ObjectMapper MAPPER = JsonMapper.builder(FACTORY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // A text is no number and 1.5 is no whole one: what would be read differently than it was meant is refused.
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfigDefaults(any -> any.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .withCoercionConfig(LogicalType.Textual, Json::refuseNumbersAsText)
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
        requireReadable(document);
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
            throw notUtf8(e);
        }
    }

    /**
     * Refuses what Jackson cannot be asked about. It fills the names of fields up with the byte 0xff, which UTF-8 does not have,
     * before it looks them up; so one that has it may pass for another, if that was met before.
     */
    static void requireReadable(byte[] document) {
        if (document.length > Limits.MAX_DOCUMENT) {
            throw new MalformedRecordException(
                    "oversized", "the record has " + document.length + " bytes, the limit is " + Limits.MAX_DOCUMENT);
        }
        for (byte one : document) {
            if (one == NO_UTF_8) {
                throw new MalformedRecordException("malformed-json", "the record is not UTF-8: it has a byte 0xff");
            }
        }
    }

    /** From memory only one thing can go wrong besides the syntax: bytes that are no characters. */
    static MalformedRecordException notUtf8(IOException e) {
        return new MalformedRecordException("malformed-json", "the record is not UTF-8: " + e.getMessage());
    }

    static MalformedRecordException malformed(JsonProcessingException e) {
        return new MalformedRecordException("malformed-json", e.getOriginalMessage());
    }

    private static void refuseNumbersAsText(MutableCoercionConfig texts) {
        texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    private Json() {}
}
