package dev.tocsin.health.incident;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.Severity;
import java.util.List;

/** What a rule found, with the reason in words and the figures that it rests on. */
public sealed interface Judgement {

    /** Full sentences, for people. */
    String reason();

    List<Evidence> evidence();

    /** Nothing to report. */
    record Good(String reason, List<Evidence> evidence) implements Judgement {}

    /**
     * Something that people should know of.
     *
     * @param summary what is wrong, to stand behind the entity's name
     */
    record Bad(Severity severity, String summary, String reason, List<Evidence> evidence) implements Judgement {}

    /** Too little is known to say anything; an open incident stays open. */
    record Undecided(String reason) implements Judgement {
        @Override
        public List<Evidence> evidence() {
            return List.of();
        }
    }
}
