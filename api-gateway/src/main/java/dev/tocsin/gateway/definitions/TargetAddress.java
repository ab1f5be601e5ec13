package dev.tocsin.gateway.definitions;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The address of a service to probe, in one spelling: lower-case scheme and host, no default port, a path, no fragment. */
public final class TargetAddress {

    /** Longer ones are refused by many servers. */
    public static final int MAX_LENGTH = 2_000;

    /** The normal form of an http or https address, empty if it is not one. */
    public static Optional<String> normalise(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            if (uri.getScheme() == null || uri.getHost() == null) {
                return Optional.empty();
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                return Optional.empty();
            }
            boolean defaultPort = uri.getPort() == (scheme.equals("http") ? 80 : 443);
            return Optional.of(scheme + "://"
                    + (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@")
                    + uri.getHost().toLowerCase(Locale.ROOT)
                    + (uri.getPort() < 0 || defaultPort ? "" : ":" + uri.getPort())
                    + (uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private TargetAddress() {}
}
