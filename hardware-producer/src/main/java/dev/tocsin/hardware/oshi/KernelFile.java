package dev.tocsin.hardware.oshi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** One reading of a file that Linux makes up, such as {@code /proc/stat}: lines that begin with a word and a number. */
record KernelFile(List<String> lines) {

    static KernelFile read(Path path) throws IOException {
        return new KernelFile(Files.readAllLines(path, StandardCharsets.ISO_8859_1));
    }

    /** The first number on the line that begins with the word; empty if there is none. */
    OptionalLong number(String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word)
                        && line.length() > word.length()
                        && Character.isWhitespace(line.charAt(word.length())))
                .findFirst()
                .map(line -> firstNumber(line, word.length()))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong firstNumber(String line, int from) {
        int start = from;
        while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < line.length() && Character.isDigit(line.charAt(end))) {
            end++;
        }
        try {
            return OptionalLong.of(Long.parseLong(line, start, end, 10));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
