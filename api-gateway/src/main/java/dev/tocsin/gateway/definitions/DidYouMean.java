package dev.tocsin.gateway.definitions;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds what somebody probably meant to write. */
final class DidYouMean {

    /** More than this many wrong letters is another word. */
    private static final int MAX_DISTANCE = 3;
    /** As many as a person reads. */
    private static final int MAX_LISTED = 20;

    /** The end of a sentence: a question if one of the known words is near, otherwise the list of them. */
    static String among(Collection<String> known, String written) {
        return nearest(known, written)
                .map(word -> "did you mean \"" + word + "\"?")
                .orElseGet(() -> known.isEmpty() ? "none is declared." : "known are " + listed(known) + ".");
    }

    private static String listed(Collection<String> known) {
        String first = known.stream().sorted().limit(MAX_LISTED).collect(Collectors.joining(", "));
        return known.size() > MAX_LISTED ? first + " and " + (known.size() - MAX_LISTED) + " more" : first;
    }

    /** The known word that is written almost so. */
    static Optional<String> nearest(Collection<String> known, String written) {
        return known.stream()
                .filter(word -> distance(word, written) <= Math.min(MAX_DISTANCE, (word.length() + 1) / 2))
                .min(Comparator.comparingInt(word -> distance(word, written)));
    }

    /** Levenshtein's edit distance. */
    static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int substituted = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j - 1], diagonal));
            }
        }
        return row[right.length()];
    }

    private DidYouMean() {}
}
