package dev.tocsin.alerting.slack;

/** Text that Slack shows as it was written: control characters escaped, never longer than a limit. Pure. */
final class SlackText {

    private static final String CUT = "…";

    /** Escapes, and cuts so that the escaped text has at most {@code limit} UTF-16 units; never cuts into an escape. */
    static String escape(String text, int limit) {
        StringBuilder escaped = new StringBuilder();
        int lastFit = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            append(escaped, point);
            if (escaped.length() <= limit - CUT.length()) {
                lastFit = escaped.length();
            }
            if (escaped.length() > limit) {
                escaped.setLength(lastFit);
                return escaped.append(CUT).toString();
            }
        }
        return escaped.toString();
    }

    /** As {@link #escape}, on one line: what breaks or reverses a line becomes a blank. */
    static String line(String text, int limit) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .map(point -> Character.isISOControl(point) || isDirection(point) ? ' ' : point)
                .forEach(line::appendCodePoint);
        return escape(line.toString().strip().replaceAll("\\s+", " "), limit);
    }

    private static void append(StringBuilder escaped, int point) {
        switch (point) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            default -> escaped.appendCodePoint(point);
        }
    }

    /** Line and paragraph separators, and marks that would show a name backwards. */
    private static boolean isDirection(int point) {
        return point >= 0x2028 && point <= 0x202E || point >= 0x2066 && point <= 0x2069;
    }

    private SlackText() {}
}
