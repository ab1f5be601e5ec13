package dev.tocsin.health.incident;

import dev.tocsin.events.AlertTransition.Evidence;
import dev.tocsin.events.Severity;
import java.util.List;
import java.util.function.Supplier;

/** What a rule found, with the reason in words and the figures that it rests on. */
public sealed interface Judgement {

    /** Full sentences, for people. */
    String reason();

    List<Evidence> evidence();

    /** Nothing to report. It is put into words when it is asked for them, since almost every judgement is this one. */
    final class Good implements Judgement {
        private final Supplier<String> reason;
        private final Supplier<List<Evidence>> evidence;

        public Good(String reason, List<Evidence> evidence) {
            this(() -> reason, () -> evidence);
        }

        public Good(Supplier<String> reason, Supplier<List<Evidence>> evidence) {
            this.reason = reason;
            this.evidence = evidence;
        }

        @Override
        public String reason() {
            return reason.get();
        }

        @Override
        public List<Evidence> evidence() {
            return evidence.get();
        }
    }

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
