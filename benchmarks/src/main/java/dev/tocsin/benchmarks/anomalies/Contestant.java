package dev.tocsin.benchmarks.anomalies;

import dev.tocsin.health.detect.Detector;
import dev.tocsin.health.detect.ExponentialSmoothing;
import dev.tocsin.health.detect.HoltWinters;
import dev.tocsin.health.detect.MedianDeviation;
import dev.tocsin.health.detect.NoveltyDetector;
import dev.tocsin.health.detect.NoveltyDetector.Limits;
import dev.tocsin.health.detect.SeasonalMedian;
import dev.tocsin.health.detect.StaticThreshold;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The detectors that run, by the name that {@code --detector} takes. */
enum Contestant {
    NOVELTY("novelty", warmUp -> novelty(warmUp, Limits.DEFAULT)),
    STATIC_THRESHOLD("static-threshold", StaticThreshold::new),
    EXPONENTIAL_SMOOTHING("exponential-smoothing", ExponentialSmoothing::new),
    SEASONAL_MEDIAN("seasonal-median", SeasonalMedian::new),
    HOLT_WINTERS("holt-winters", HoltWinters::new),
    MEDIAN_DEVIATION("median-deviation", warmUp -> new MedianDeviation()),
    RANDOM_CUT_FOREST("random-cut-forest", RandomCutForestDetector::new);

    private final String wire;
    private final IntFunction<Detector> make;

    Contestant(String wire, IntFunction<Detector> make) {
        this.wire = wire;
        this.make = make;
    }

    static NoveltyDetector novelty(int warmUp, Limits limits) {
        return new NoveltyDetector(
                Math.max(NoveltyDetector.LEAST_WARM_UP, Math.min(NoveltyDetector.MOST_WARM_UP, warmUp)), limits);
    }

    String wire() {
        return wire;
    }

    Results run(Iterable<LabelledSeries> all) {
        return runFrom(0, all);
    }

    /** @param start the part of its warm-up that each series begins later */
    Results runFrom(double start, Iterable<LabelledSeries> all) {
        return Results.from(start, all, series -> make.apply(series.warmUp()));
    }

    /** With the rest that ours has. */
    Results runResting(Iterable<LabelledSeries> all) {
        return Results.of(all, series -> new Resting(make.apply(series.warmUp()), series.warmUp()));
    }

    static String names() {
        return Arrays.stream(values()).map(Contestant::wire).collect(Collectors.joining(", "));
    }

    /** @throws IllegalArgumentException if there is none of that name */
    static Contestant of(String wire) {
        return Arrays.stream(values())
                .filter(contestant -> contestant.wire.equals(wire))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no detector '" + wire + "'; there are " + names()));
    }
}
