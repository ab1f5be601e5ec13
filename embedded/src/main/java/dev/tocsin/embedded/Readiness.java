package dev.tocsin.embedded;

import dev.tocsin.events.service.BadSettingException;
import java.io.IOException;
import java.time.Duration;

/** Waits until a child process answers, or tells why it will not. */
final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(25);

    /** Whether the server does its work. */
    @FunctionalInterface
    interface Question {
        boolean isAnswered();
    }

    /**
     * @param patience long enough for a recovery after a crash
     * @throws IllegalStateException if it ended or did not answer in time; the message quotes what it said last
     * @throws BadSettingException if its port was taken between choosing and starting
     */
    static void await(String part, int port, ChildProcess child, Duration patience, Question question)
            throws IOException {
        try {
            poll(part, port, child, patience, question);
        } catch (RuntimeException e) {
            child.stop();
            throw e;
        }
    }

    private static void poll(String part, int port, ChildProcess child, Duration patience, Question question)
            throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!question.isAnswered()) {
            if (!child.isAlive()) {
                String said = child.tail();
                if (said.contains("Address already in use")) {
                    throw LoopbackPort.taken(part, port);
                }
                throw new IllegalStateException(part + " ended while starting. It said last:\n" + said);
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        part + " did not answer within " + patience.toSeconds() + " s. It said last:\n" + child.tail());
            }
            pause(part);
        }
    }

    private static void pause(String part) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting " + part, e);
        }
    }

    private Readiness() {}
}
