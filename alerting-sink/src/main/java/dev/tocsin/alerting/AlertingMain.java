package dev.tocsin.alerting;

import dev.tocsin.events.service.BadSettingException;
import dev.tocsin.events.service.Settings;

/** Starts the notifier as a process of its own. */
public final class AlertingMain {

    private static final int BAD_SETTING = 2;

    public static void main(String[] arguments) {
        AlertingApp app;
        try {
            app = AlertingApp.start(AlertingConfig.from(new Settings(System.getenv())));
        } catch (BadSettingException e) {
            System.err.println(e.getMessage());
            System.exit(BAD_SETTING);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(app::close, "alerting-shutdown"));
    }

    private AlertingMain() {}
}
