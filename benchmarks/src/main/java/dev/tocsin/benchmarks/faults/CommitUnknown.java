package dev.tocsin.benchmarks.faults;

import dev.tocsin.testkit.FaultProxy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** P2. Postgres has committed, the recording job never learns it and must write the same again. */
final class CommitUnknown implements Fault {

    private static final int PER_SECOND = 2_500;
    private static final int TIMES = 5;
    /** The end of an answer: ReadyForQuery, and no transaction is open, so what was sent is committed. */
    private static final byte[] READY = {'Z', 0, 0, 0, 5, 'I'};

    @Override
    public String id() {
        return "P2";
    }

    @Override
    public String sentence() {
        return "the connection is reset after Postgres has committed a batch and before it can say so, five times: rows are"
                + " exact in Kafka and Postgres";
    }

    @Override
    public int records() {
        return 100_000;
    }

    @Override
    public boolean isShort() {
        return true;
    }

    @Override
    public Outcome run(Terms terms) throws Exception {
        try (Trial trial = Trial.open(terms, id(), true)) {
            FaultProxy proxy = trial.stand().database().proxy();
            trial.startDetection();
            trial.startRecording();
            trial.feed().begin(terms.records(), PER_SECOND);
            for (int reset = 0; reset < TIMES; reset++) {
                trial.feed().awaitSent(trial.within((reset + 0.2) / (TIMES + 1), (reset + 0.8) / (TIMES + 1)));
                proxy.resetInsteadOfAnswer(CommitUnknown::isCommittedBatch).get(2, TimeUnit.MINUTES);
                trial.say("reset after a commit, at record " + trial.feed().sent());
            }
            trial.settle();
            return trial.outcome();
        }
    }

    private static boolean isCommittedBatch(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        return text.endsWith(new String(READY, StandardCharsets.ISO_8859_1))
                && (text.contains("INSERT 0 ") || text.contains("COMMIT"));
    }
}
