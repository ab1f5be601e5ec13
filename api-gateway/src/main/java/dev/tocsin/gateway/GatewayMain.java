package dev.tocsin.gateway;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;

/** Starts the gateway from the environment. Exits with 2 if a setting keeps it from starting. */
public final class GatewayMain {

    public static void main(String[] args) {
        try {
            GatewayApp gateway = GatewayApp.start(GatewayConfig.from(new Settings(System.getenv())));
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "gateway-shutdown"));
        } catch (BadSettingException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private GatewayMain() {}
}
