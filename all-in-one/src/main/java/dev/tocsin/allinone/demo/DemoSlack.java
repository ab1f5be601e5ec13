package dev.tocsin.allinone.demo;

import dev.tocsin.events.service.RunningService;
import dev.tocsin.testkit.LoopbackSlack;
import java.net.URI;

/** Stands in for Slack while nobody has named a webhook, so that the demo's messages really are sent and received. */
public final class DemoSlack implements RunningService {

    private final LoopbackSlack slack;

    private DemoSlack(LoopbackSlack slack) {
        this.slack = slack;
    }

    public static DemoSlack start() {
        return new DemoSlack(LoopbackSlack.start());
    }

    public URI webhook() {
        return slack.webhook();
    }

    @Override
    public String name() {
        return "demo-slack";
    }

    @Override
    public Condition condition() {
        return Condition.healthy(slack.accepted().size() + " messages received");
    }

    @Override
    public void close() {
        slack.close();
    }
}
