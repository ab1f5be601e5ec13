package dev.tocsin.cli;

import dev.tocsin.cli.gateway.GatewayClient;
import dev.tocsin.events.service.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that {@code diff} and {@code export} share. */
final class ClientOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The running gateway (default: " + ClientConfig.DEFAULT_GATEWAY + ").")
    private String url = ClientConfig.DEFAULT_GATEWAY;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "A file that holds the API key (default: the key is the value of TOCSIN_API_KEY, if there is one).")
    private Path keyFile;

    GatewayClient client(Map<String, String> environment) {
        ClientConfig config = ClientConfig.from(new Settings(environment), url, Optional.ofNullable(keyFile));
        return new GatewayClient(config.gateway(), config.apiKey());
    }
}
