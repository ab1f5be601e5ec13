package dev.tocsin.gateway.security;

/** A service that the prober would refuse to check; the message says why and what to do. */
public final class ForbiddenTargetException extends RuntimeException {

    private final String url;

    ForbiddenTargetException(String url, String refusal) {
        super(refusal);
        this.url = url;
    }

    public String url() {
        return url;
    }
}
