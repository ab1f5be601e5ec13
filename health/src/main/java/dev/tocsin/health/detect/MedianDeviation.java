package dev.tocsin.health.detect;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Compares a value with the median of the last {@value #WINDOW} ones, measured in median absolute deviations, on a
 * logarithmic scale since latencies spread by factors (Hampel identifier; Leys et al., Journal of Experimental Social
 * Psychology 49, 2013). Outliers hardly move a median, so an incident does not become normal before half the window has
 * seen it.
 *
 * <p>Knows no seasons. 0.5 KiB of state.
 */
public final class MedianDeviation implements Detector {

    /** Values remembered: ten minutes of slices, more where not every slice has a value. */
    static final int WINDOW = 60;
    /** Values needed before the first judgement: three minutes of slices, likewise. */
    static final int WARM_UP = 18;
    /** So many deviations from the median make a score of one half. */
    static final double TOLERANCE = 6;
    /** Makes the median absolute deviation comparable with a standard deviation. */
    private static final double CONSISTENCY = 1.4826;
    /** A deviation below 10 % is noise, however quiet the series was. */
    private static final double FLOOR = 0.1;

    private final double[] logarithms = new double[WINDOW];
    private int size;
    private int next;

    @Override
    public Verdict observe(long timestamp, double value) {
        double logarithm = StrictMath.log(Math.max(value, Double.MIN_NORMAL));
        Verdict verdict = size < WARM_UP ? warmingUp() : judge(logarithm);
        logarithms[next] = logarithm;
        next = (next + 1) % WINDOW;
        size = Math.min(WINDOW, size + 1);
        return verdict;
    }

    /** Whether it has not seen any value yet. */
    public boolean isEmpty() {
        return size == 0;
    }

    private Verdict warmingUp() {
        return new Verdict(0, Double.NaN, Double.NaN, "learning, " + (WARM_UP - size) + " more values needed");
    }

    private Verdict judge(double logarithm) {
        double[] window = Arrays.copyOf(logarithms, size);
        double median = median(window);
        for (int i = 0; i < size; i++) {
            window[i] = Math.abs(window[i] - median);
        }
        double deviation = Math.max(FLOOR, CONSISTENCY * median(window));
        double distance = Math.abs(logarithm - median) / deviation;
        double low = StrictMath.exp(median - TOLERANCE * deviation);
        double high = StrictMath.exp(median + TOLERANCE * deviation);
        String side = logarithm > median ? "above" : "below";
        return new Verdict(
                distance / (distance + TOLERANCE),
                low,
                high,
                distance < TOLERANCE ? "as usual" : Math.round(distance) + " deviations " + side + " the usual");
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeInt(size);
        out.writeInt(next);
        for (int i = 0; i < size; i++) {
            out.writeDouble(logarithms[i]);
        }
    }

    public static MedianDeviation read(DataInput in) throws IOException {
        MedianDeviation detector = new MedianDeviation();
        detector.size = in.readInt();
        detector.next = in.readInt();
        for (int i = 0; i < detector.size; i++) {
            detector.logarithms[i] = in.readDouble();
        }
        return detector;
    }
}
