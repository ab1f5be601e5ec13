package dev.tocsin.gateway.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;

/**
 * Times as requests write them: ISO 8601 with a zone, without one (then the server's), a bare date, or epoch seconds, as a
 * number or as text. Numbers beyond the year 2600 are taken for epoch milliseconds.
 */
final class RequestTime {

    private static final double LARGEST_SECONDS = 2e10;
    private static final long LARGEST_MILLIS =
            Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter();

    /** Epoch ms, null if it is no time. */
    static Long epochMillis(JsonNode node) {
        Double seconds = Numbers.real(node);
        Long millis = seconds != null
                ? fromNumber(seconds)
                : node.isTextual() ? parse(node.textValue().strip()) : null;
        return millis != null && Math.abs(millis) <= LARGEST_MILLIS ? millis : null;
    }

    private static Long fromNumber(double number) {
        if (!Double.isFinite(number)) {
            return null;
        }
        return Math.round(Math.abs(number) > LARGEST_SECONDS ? number : number * 1_000);
    }

    private static Long parse(String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toInstant()
                        .toEpochMilli();
            }
            String written = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
            TemporalQuery<?>[] shapes = {OffsetDateTime::from, LocalDateTime::from};
            TemporalAccessor time = DATE_TIME.parseBest(written, shapes);
            return time instanceof OffsetDateTime zoned
                    ? zoned.toInstant().toEpochMilli()
                    : ((LocalDateTime) time)
                            .atZone(ZoneId.systemDefault())
                            .toInstant()
                            .toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private RequestTime() {}
}
