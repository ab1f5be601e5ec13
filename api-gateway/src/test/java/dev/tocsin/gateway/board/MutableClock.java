package dev.tocsin.gateway.board;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test sets; noon of 2 January 2026 at first. */
public final class MutableClock extends Clock {

    public long now = Instant.parse("2026-01-02T12:00:00Z").toEpochMilli();

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }
}
