package dev.tocsin.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern QUOTED = Pattern.compile("\"(TOCSIN_[A-Z_]+)\"");
    private static final Pattern NAMED = Pattern.compile("`(TOCSIN_[A-Z_]+)`");

    @Test
    void shouldNameEverySettingThatTheCodeReadsAndNoOther() throws IOException {
        Set<String> read = new TreeSet<>();
        try (Stream<Path> files = Files.walk(HOME)) {
            for (Path config : files.filter(file -> file.toString().endsWith("Config.java")
                            && file.toString().contains("/src/main/"))
                    .toList()) {
                read.addAll(found(QUOTED, Files.readString(config)));
            }
        }
        assertThat(found(NAMED, Files.readString(HOME.resolve("README.md"))))
                .isEqualTo(read)
                .isNotEmpty();
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
