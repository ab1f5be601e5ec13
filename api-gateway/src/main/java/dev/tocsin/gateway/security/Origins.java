package dev.tocsin.gateway.security;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Which web pages may read answers, and whether the page behind a request is our own. Immutable. */
public final class Origins {

    public static final String ANY = "*";

    private final Set<String> listed;
    private final boolean any;

    /** @param allowed origins such as {@code https://status.example.org}, or {@code *} for all */
    public Origins(List<String> allowed) {
        this.any = allowed.contains(ANY);
        this.listed = allowed.stream()
                .filter(origin -> !origin.equals(ANY))
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    public boolean allowsAny() {
        return any;
    }

    /** Whether a page of that origin may read answers. */
    public boolean allows(String origin) {
        return any || isListed(origin);
    }

    /** Whether the origin itself is named: what all may, nobody was trusted with. */
    public boolean isListed(String origin) {
        return listed.contains(origin.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether the page came from where it now asks. The scheme is left out, since a proxy in front may speak TLS that we do not see.
     *
     * @param origin the header {@code Origin}
     * @param host the header {@code Host}, null if absent
     */
    public static boolean isSame(String origin, String host) {
        if (host == null) {
            return false;
        }
        try {
            URI page = new URI(origin);
            URI asked = new URI(page.getScheme() + "://" + host);
            return page.getHost() != null
                    && page.getHost().equalsIgnoreCase(asked.getHost())
                    && port(page) == port(asked);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    }
}
