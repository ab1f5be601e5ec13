package dev.tocsin.gateway.store;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Secret;
import dev.tocsin.events.service.Settings;

/**
 * Where Postgres is and who asks. Names, defaults and meaning stand in {@code GatewayConfig}.
 *
 * @param url a {@code jdbc:postgresql:} address
 * @param user empty if the address names one
 */
public record DatabaseSettings(String url, String user, Secret password) {

    public DatabaseSettings {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new BadSettingException(
                    "TOCSIN_DATABASE_URL does not begin with jdbc:postgresql:; write it as jdbc:postgresql://host:5432/tocsin.");
        }
    }

    public static DatabaseSettings from(Settings settings) {
        String composed = "jdbc:postgresql://" + settings.text("127.0.0.1", "POSTGRES_HOST") + ":"
                + settings.port(5432, "POSTGRES_PORT") + "/" + settings.text("tocsin", "POSTGRES_DB");
        String url = settings.text(composed, "TOCSIN_DATABASE_URL");
        boolean namesUser = url.contains("user=");
        return new DatabaseSettings(
                url,
                namesUser ? "" : settings.text("tocsin", "TOCSIN_DATABASE_USER", "POSTGRES_USER"),
                namesUser ? new Secret("") : settings.secret("TOCSIN_DATABASE_PASSWORD", "POSTGRES_PASSWORD"));
    }

    /** The address without what follows the question mark, which may hold a password. */
    String shown() {
        int question = url.indexOf('?');
        return question < 0 ? url : url.substring(0, question);
    }
}
