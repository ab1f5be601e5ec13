package dev.tocsin.alerting.ledger;

class InMemoryOpenIncidentsTest extends OpenIncidentsContract {

    private final InMemoryOpenIncidents incidents = new InMemoryOpenIncidents();

    @Override
    protected OpenIncidents incidents() {
        return incidents;
    }
}
