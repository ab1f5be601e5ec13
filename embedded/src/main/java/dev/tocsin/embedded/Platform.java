package dev.tocsin.embedded;

import dev.tocsin.events.service.BadSettingException;
import java.util.Locale;

/** The operating system and processor, in the words that packed servers use in their names. */
final class Platform {

    /** {@code linux} or {@code darwin}. */
    static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.contains("linux")) {
            return "linux";
        }
        if (name.contains("mac")) {
            return "darwin";
        }
        throw unsupported("The embedded parts");
    }

    /** {@code amd64} or {@code arm64}; any other as the JVM names it. */
    static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> name;
        };
    }

    static BadSettingException unsupported(String what) {
        return new BadSettingException(what + " cannot be embedded on " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + "; run it elsewhere and give its address instead.");
    }

    private Platform() {}
}
