package dev.tocsin.health.aggregate;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.SeriesKey;
import dev.tocsin.health.Distribution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What the tests of aggregates share. */
final class Observations {

    static final SeriesKey SERIES = SeriesKey.probe("checkout", "eu-1");

    /** Random results in the slices of some hours, a fifth of them failed. */
    static List<Observation> random(SplittableRandom random, int amount, long from, long to) {
        List<Observation> observations = new ArrayList<>();
        Distribution[] distributions = Distribution.values();
        for (int i = 0; i < amount; i++) {
            CheckStatus status =
                    CheckStatus.values()[random.nextInt(5) > 0 ? 0 : random.nextInt(CheckStatus.values().length)];
            boolean answered = status != CheckStatus.DOWN && status != CheckStatus.UNKNOWN;
            long value = distributions[random.nextInt(distributions.length)].draw(random, 1)[0];
            observations.add(new Observation(
                    SERIES,
                    random.nextLong(from, to),
                    status,
                    answered ? value : Observation.NO_VALUE,
                    random.nextInt(4) == 0 ? 0 : 1_000_000,
                    1_000));
        }
        return observations;
    }

    static Aggregate aggregate(Iterable<Observation> observations) {
        Aggregate aggregate = new Aggregate();
        observations.forEach(aggregate::add);
        return aggregate;
    }

    /** Equal aggregates have equal bytes. */
    static byte[] bytes(Aggregate aggregate) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            aggregate.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    static byte[] written(SeriesWindows windows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            windows.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** As they are after a restart: written and read again. */
    static SeriesWindows restarted(SeriesWindows windows) {
        try {
            return SeriesWindows.read(new DataInputStream(new ByteArrayInputStream(written(windows))));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private Observations() {}
}
