package dev.tocsin.benchmarks.faults;

import dev.tocsin.benchmarks.stand.Stand;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Under which a fault is tried.
 *
 * @param seed decides the traffic, and where in it the fault strikes
 * @param records how many are fed
 * @param folder empty or missing, for the processes' data and logs
 * @param shared a stand that is used one trial after the other; otherwise each trial has one of its own, as its fault wants it
 * @param progress is told in short sentences what happens
 */
record Terms(long seed, int records, Path folder, Optional<Stand> shared, Consumer<String> progress) {}
