package dev.tocsin.gateway.web;

import java.util.List;

/** What all requests about many things at once share. */
final class Bulk {

    static final int MAX_ITEMS = 5_000;

    /**
     * Refuses more than {@link #MAX_ITEMS}; nothing of such a request is done.
     *
     * @param loc of the list, such as {@code body, services}
     */
    static void requireAllowed(int items, List<Object> loc) {
        if (items > MAX_ITEMS) {
            throw new InvalidRequestException(new Problem(
                    "too_long",
                    loc,
                    "List should have at most " + MAX_ITEMS + " items, not " + items + "; send it in parts",
                    null));
        }
    }

    private Bulk() {}
}
