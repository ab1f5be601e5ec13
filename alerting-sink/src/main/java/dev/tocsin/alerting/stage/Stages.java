package dev.tocsin.alerting.stage;

import dev.tocsin.alerting.ledger.Aftermaths;
import dev.tocsin.alerting.ledger.Ledger;
import dev.tocsin.alerting.ledger.OpenIncidents;
import dev.tocsin.events.AlertTransition;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The way of one transition on one channel, in reading order: route, dedupe, mute; then send, record. */
public final class Stages {

    private final List<Stage> deciding;
    private final Sending sending;
    private final Recording recording;
    private final Cover cover;
    private final Ledger ledger;
    private final OpenIncidents incidents;
    private final Aftermaths aftermaths;
    private final Clock clock;

    /** What the stages do differently from one installation to another; meanings and units as in the configuration. */
    public record Settings(
            Set<String> configuredChannels,
            boolean telemetry,
            Duration coverGrace,
            Duration memory,
            Duration lease,
            String owner) {}

    public Stages(
            Settings settings,
            Ledger ledger,
            OpenIncidents incidents,
            Aftermaths aftermaths,
            Journal journal,
            Clock clock) {
        this.cover = new Cover(settings.coverGrace, settings.memory);
        this.deciding = List.of(
                new Route(settings.configuredChannels, settings.telemetry),
                new Dedupe(),
                new Mute(cover, settings.coverGrace));
        this.sending = new Sending(ledger, settings.owner, settings.lease);
        this.recording = new Recording(ledger, incidents, aftermaths, journal, settings.owner, clock);
        this.ledger = ledger;
        this.incidents = incidents;
        this.aftermaths = aftermaths;
        this.clock = clock;
    }

    /**
     * Asks every deciding stage; the first that objects wins.
     *
     * @param acceptedAt when this notifier first saw the transition, epoch ms
     * @param late whether it was covered before and is to be told now
     * @param channelFailing whether the channel did not take the last message
     */
    public Verdict judge(
            AlertTransition transition, String channel, long acceptedAt, boolean late, boolean channelFailing) {
        Attempt attempt = new Attempt(
                transition,
                channel,
                acceptedAt,
                late,
                channelFailing,
                clock.millis(),
                ledger.read(channel, transition.incidentId()),
                incidents.of(channel, transition.entity()),
                aftermaths.recent(channel, transition.entity()));
        for (Stage stage : deciding) {
            Verdict verdict = stage.judge(attempt);
            if (!(verdict instanceof Verdict.Pass)) {
                return verdict;
            }
        }
        return new Verdict.Send(Compose.story(attempt));
    }

    public Sending sending() {
        return sending;
    }

    public Recording recording() {
        return recording;
    }

    /** What the stages know of open incidents. */
    public OpenIncidents incidents() {
        return incidents;
    }

    public Cover cover() {
        return cover;
    }
}
