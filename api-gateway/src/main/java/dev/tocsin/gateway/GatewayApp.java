package dev.tocsin.gateway;

import dev.tocsin.events.service.RunningService;

/** The running gateway. */
public final class GatewayApp implements RunningService {

    /**
     * Starts the gateway.
     *
     * @throws dev.tocsin.events.service.BadSettingException if a setting, {@code tocsin.yml} or Postgres keeps it from
     *     starting
     */
    public static GatewayApp start(GatewayConfig config) {
        throw new UnsupportedOperationException();
    }

    /** The port that it listens on, also where the configuration said 0. */
    public int port() {
        return 0;
    }

    @Override
    public String name() {
        return "api-gateway";
    }

    @Override
    public Condition condition() {
        return Condition.healthy("");
    }

    @Override
    public void close() {}
}
