package dev.tocsin.gateway.web;

import java.util.Locale;

/** What a client would rather have, as its {@code Accept} header says. */
final class MediaTypes {

    /**
     * Whether a page is wanted rather than JSON. Only those who name a page get one: whatever accepts anything is a program.
     *
     * @param accept the header, may be null
     */
    static boolean prefersPage(String accept) {
        return accept != null && quality(accept, "text/html") > quality(accept, "application/json");
    }

    /** The weight that the header gives to just this type, 0 if it does not name it. */
    private static double quality(String accept, String type) {
        double best = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = range.strip().split("\\s*;\\s*");
            if (parts[0].equals(type)) {
                best = Math.max(best, weight(parts));
            }
        }
        return best;
    }

    private static double weight(String[] parts) {
        for (String part : parts) {
            if (part.startsWith("q=")) {
                try {
                    return Double.parseDouble(part.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }

    private MediaTypes() {}
}
