package dev.tocsin.gateway.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.events.Limits;
import java.io.IOException;
import java.util.List;

/**
 * Reads the JSON of requests, within limits: bodies may be larger than wire records, since they may hold many, but what they
 * hold is as limited as those.
 */
final class RequestJson {

    /** Bytes of a body, JSON or not. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_NUMBER = 64;

    private static final ObjectMapper MAPPER = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_BYTES)
                            .maxNestingDepth(Limits.MAX_DEPTH)
                            .maxNameLength(Limits.MAX_NAME)
                            .maxNumberLength(MAX_NUMBER)
                            .maxStringLength(Limits.MAX_DOCUMENT)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads one document; missing if it is empty.
     *
     * @throws InvalidRequestException if it is not JSON or beyond a limit, which it names
     */
    static JsonNode read(byte[] document) {
        try {
            return MAPPER.readTree(document);
        } catch (StreamConstraintsException e) {
            throw invalid(
                    e,
                    "beyond a limit of JSON here: at most " + Limits.MAX_DEPTH + " levels, " + Limits.MAX_NAME
                            + " characters a name, " + MAX_NUMBER + " a number, " + Limits.MAX_DOCUMENT + " a text");
        } catch (JsonProcessingException e) {
            throw invalid(e, e.getOriginalMessage());
        } catch (IOException e) {
            // From memory only bytes can fail that are no characters.
            throw invalid(0, e.getMessage());
        }
    }

    private static InvalidRequestException invalid(JsonProcessingException e, String why) {
        return invalid(e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset()), why);
    }

    private static InvalidRequestException invalid(long offset, String why) {
        return new InvalidRequestException(
                new Problem("json_invalid", List.of("body", offset), "JSON decode error: " + why, null));
    }

    private RequestJson() {}
}
