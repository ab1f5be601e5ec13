package dev.tocsin.events.service;

/** A setting that stops the start. The message is one sentence that names the setting and the remedy. */
public final class BadSettingException extends IllegalArgumentException {

    public BadSettingException(String message) {
        super(message);
    }
}
