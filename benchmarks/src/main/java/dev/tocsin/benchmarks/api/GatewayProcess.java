package dev.tocsin.benchmarks.api;

import dev.tocsin.events.service.Settings;
import dev.tocsin.gateway.GatewayApp;
import dev.tocsin.gateway.GatewayConfig;
import java.util.Map;

/** A gateway alone in its process: address of Kafka, address, user and password of Postgres. It says its port. */
final class GatewayProcess {

    public static void main(String[] arguments) throws Exception {
        GatewayConfig config = GatewayConfig.from(new Settings(Map.of(
                "TOCSIN_HTTP_PORT", "0",
                "TOCSIN_KAFKA_BOOTSTRAP_SERVERS", arguments[0],
                "TOCSIN_DATABASE_URL", arguments[1],
                "TOCSIN_DATABASE_USER", arguments[2],
                "TOCSIN_DATABASE_PASSWORD", arguments[3],
                "TOCSIN_START_PATIENCE", "60s")));
        try (GatewayApp gateway = GatewayApp.start(config)) {
            System.out.println(gateway.port());
            while (System.in.read() >= 0) {
                // Only the end of it matters.
            }
        }
        System.exit(0);
    }

    private GatewayProcess() {}
}
