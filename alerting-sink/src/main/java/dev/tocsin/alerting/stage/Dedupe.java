package dev.tocsin.alerting.stage;

import dev.tocsin.alerting.channel.Words;
import dev.tocsin.alerting.ledger.Mark;

/** Drops what was settled before: the same transition again, or an older one after a newer. */
final class Dedupe implements Stage {

    @Override
    public Verdict judge(Attempt attempt) {
        if (attempt.mark().isEmpty()) {
            return new Verdict.Pass();
        }
        Mark mark = attempt.mark().get();
        int sequence = attempt.transition().sequence();
        if (mark.sequence() > sequence) {
            return new Verdict.Known(
                    mark, false, "sequence " + sequence + " came after sequence " + mark.sequence() + ", " + how(mark));
        }
        if (mark.sequence() == sequence && (mark.closes(sequence) || !attempt.late())) {
            return new Verdict.Known(mark, true, "sequence " + sequence + " was " + how(mark));
        }
        return new Verdict.Pass();
    }

    private static String how(Mark mark) {
        return mark.outcome().wire() + " at " + Words.dateTime(mark.at());
    }
}
