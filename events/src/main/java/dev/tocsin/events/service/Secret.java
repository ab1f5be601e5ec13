package dev.tocsin.events.service;

import java.util.Objects;

/** A value that must not reach a log, a row, a metric or an error message: it prints as {@code ***}. */
public record Secret(String value) {

    public Secret {
        Objects.requireNonNull(value, "value");
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return "***";
    }
}
