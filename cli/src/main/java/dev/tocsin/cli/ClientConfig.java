package dev.tocsin.cli;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Secret;
import dev.tocsin.events.service.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How the commands that ask a running gateway reach it.
 *
 * @param gateway its address, {@code --url}
 * @param apiKey {@code TOCSIN_API_KEY}, default none, or what {@code --key-file} holds: sent to it as a bearer token
 */
record ClientConfig(URI gateway, Secret apiKey) {

    static final String DEFAULT_GATEWAY = "http://127.0.0.1:8000";

    ClientConfig {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(apiKey, "apiKey");
    }

    /** @throws BadSettingException if the address is none, or the file cannot be read */
    static ClientConfig from(Settings settings, String url, Optional<Path> keyFile) {
        return new ClientConfig(
                address(url), keyFile.map(ClientConfig::read).orElseGet(() -> settings.secret("TOCSIN_API_KEY")));
    }

    private static URI address(String url) {
        try {
            URI address = URI.create(url);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below, together with an example
        }
        throw new BadSettingException(
                "--url=" + url + " is no http or https address; write one such as " + DEFAULT_GATEWAY + ".");
    }

    private static Secret read(Path file) {
        try {
            return new Secret(Files.readString(file).strip());
        } catch (IOException e) {
            throw new BadSettingException(
                    "--key-file=" + file + " cannot be read; name a file that holds the API key.");
        }
    }
}
