package dev.tocsin.gateway.board;

/** Is told what changed on the board, on the thread that changed it; must neither block nor throw. */
public interface BoardListener {

    /** A service's card looks different now, or is new. */
    void serviceChanged(String key);

    void serviceRemoved(String key);

    void hostChanged(HostCard host);

    void hostRemoved(String host);

    void incidentChanged(IncidentCard incident);

    void notified(NotificationCard notification);

    void sampled(SampleRow row);

    void alerted(TelemetryAlert alert);

    /** Hears nothing. */
    BoardListener NONE = new BoardListener() {
        @Override
        public void serviceChanged(String key) {}

        @Override
        public void serviceRemoved(String key) {}

        @Override
        public void hostChanged(HostCard host) {}

        @Override
        public void hostRemoved(String host) {}

        @Override
        public void incidentChanged(IncidentCard incident) {}

        @Override
        public void notified(NotificationCard notification) {}

        @Override
        public void sampled(SampleRow row) {}

        @Override
        public void alerted(TelemetryAlert alert) {}
    };
}
