package dev.tocsin.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Reads the timestamps of wire records: epoch milliseconds, or RFC 3339 with a zone. */
public final class Timestamps {

    /** Where the parser stands, as epoch ms. */
    static long read(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parse(parser.getText());
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        throw new MalformedRecordException("bad-timestamp", "timestamp must be epoch milliseconds or RFC 3339");
    }

    /** RFC 3339 text as epoch ms. */
    public static long parse(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new MalformedRecordException(
                    "bad-timestamp", "timestamp must be epoch milliseconds or RFC 3339 with a zone");
        }
    }

    private Timestamps() {}
}
