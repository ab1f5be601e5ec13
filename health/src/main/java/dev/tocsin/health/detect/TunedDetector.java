package dev.tocsin.health.detect;

import dev.tocsin.events.AnomalyDetector;
import dev.tocsin.events.AnomalySettings;
import dev.tocsin.health.detect.Detector.Verdict;
import dev.tocsin.health.detect.NoveltyDetector.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A detector as it was asked for in {@code tocsin.yml}. Not thread-safe. */
public final class TunedDetector {

    private final AnomalySettings settings;
    private final Detector detector;

    private TunedDetector(AnomalySettings settings, Detector detector) {
        this.settings = settings;
        this.detector = detector;
    }

    /**
     * One that has seen nothing.
     *
     * @throws IllegalArgumentException if there shall be none
     */
    public static TunedDetector of(AnomalySettings settings) {
        int warmUp = settings.warmUpValues();
        return new TunedDetector(
                settings,
                switch (settings.detector()) {
                    case NOVELTY -> new NoveltyDetector(warmUp, limits(settings));
                    case MEDIAN_DEVIATION -> new MedianDeviation();
                    case STATIC_THRESHOLD -> new StaticThreshold(warmUp);
                    case EXPONENTIAL_SMOOTHING -> new ExponentialSmoothing(warmUp);
                    case SEASONAL_MEDIAN -> new SeasonalMedian(warmUp);
                    case HOLT_WINTERS -> new HoltWinters(warmUp);
                    case OFF -> throw new IllegalArgumentException("anomaly detection is off");
                });
    }

    private static Limits limits(AnomalySettings settings) {
        return Limits.DEFAULT.moreSensitive(settings.sensitivity());
    }

    /** The same if it was asked for as it is; what it has seen is kept where only the sensitivity is another. */
    public TunedDetector tuned(AnomalySettings other) {
        if (settings.equals(other)) {
            return this;
        }
        if (settings.detector() != other.detector() || settings.warmUpMinutes() != other.warmUpMinutes()) {
            return of(other);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            detector.write(new DataOutputStream(bytes));
            return new TunedDetector(
                    other, read(other, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        }
    }

    /** See {@link Detector#observe}. */
    public Verdict observe(long timestamp, double value) {
        Verdict verdict = detector.observe(timestamp, value);
        // The novelty detector rests after its alarms, so it must know itself what one is.
        return detector instanceof NoveltyDetector ? verdict : verdict.moreSensitive(settings.sensitivity());
    }

    public void write(DataOutput out) throws IOException {
        out.writeUTF(settings.detector().wire());
        out.writeDouble(settings.sensitivity());
        out.writeInt(settings.warmUpMinutes());
        detector.write(out);
    }

    /** Reads one that {@link #write} wrote. */
    public static TunedDetector read(DataInput in) throws IOException {
        AnomalySettings settings =
                new AnomalySettings(AnomalyDetector.fromWire(in.readUTF()), in.readDouble(), in.readInt());
        return new TunedDetector(settings, read(settings, in));
    }

    private static Detector read(AnomalySettings settings, DataInput in) throws IOException {
        return switch (settings.detector()) {
            case NOVELTY -> NoveltyDetector.read(in, limits(settings));
            case MEDIAN_DEVIATION -> MedianDeviation.read(in);
            case STATIC_THRESHOLD -> StaticThreshold.read(in);
            case EXPONENTIAL_SMOOTHING -> ExponentialSmoothing.read(in);
            case SEASONAL_MEDIAN -> SeasonalMedian.read(in);
            case HOLT_WINTERS -> HoltWinters.read(in);
            case OFF -> throw new IOException("state of a detector that is off");
        };
    }
}
