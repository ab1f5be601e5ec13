package dev.tocsin.gateway.security;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A token as a request carries it. Never in the address, which ends up in logs and histories.
 *
 * @param ambient whether a browser adds it by itself, also to requests that another site's page makes
 */
public record PresentedKey(String token, boolean ambient) {

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    /**
     * Reads {@code X-API-Key}, then {@code Authorization}: a bearer's token, or the password of HTTP Basic, whoever the user.
     * The former first, since the latter may be meant for a proxy in front.
     *
     * @param apiKey the header's value, null if absent
     * @param authorization likewise
     */
    public static Optional<PresentedKey> in(String apiKey, String authorization) {
        if (apiKey != null) {
            return Optional.of(new PresentedKey(apiKey.strip(), false));
        }
        if (authorization == null) {
            return Optional.empty();
        }
        if (startsWith(authorization, BEARER)) {
            return Optional.of(
                    new PresentedKey(authorization.substring(BEARER.length()).strip(), false));
        }
        return startsWith(authorization, BASIC)
                ? password(authorization.substring(BASIC.length()).strip()).map(token -> new PresentedKey(token, true))
                : Optional.empty();
    }

    private static boolean startsWith(String header, String scheme) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static Optional<String> password(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not Base64, so no password of anybody
        }
    }

    /** Without the token, which must not reach a log. */
    @Override
    public String toString() {
        return "PresentedKey[ambient=" + ambient + "]";
    }
}
