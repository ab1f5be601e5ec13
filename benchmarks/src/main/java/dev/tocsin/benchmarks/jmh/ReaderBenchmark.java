package dev.tocsin.benchmarks.jmh;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.Json;
import dev.tocsin.events.ObservationReader;
import dev.tocsin.events.ProbeResult;
import dev.tocsin.events.ProbeScanner;
import dev.tocsin.events.SeriesKey;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reading one probe result: scanned, as the job reads what our producers write; token by token, as it reads everything else; and
 * with data binding.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReaderBenchmark {

    private final byte[] document = Json.encode(new ProbeResult(
            "01JB0000000000000000000000",
            "checkout",
            "eu-1",
            "http",
            1_760_000_000_123L,
            CheckStatus.OK,
            123.456,
            200,
            1_000,
            1_000,
            null,
            null,
            null,
            7,
            3));

    private final ProbeScanner<SeriesKey> scanner = new ProbeScanner<>(SeriesKey::probe);

    @Benchmark
    public boolean scanned() {
        return scanner.scan(document);
    }

    @Benchmark
    public ProbeResult tokenByToken() {
        return ObservationReader.probeResult(document);
    }

    @Benchmark
    public ProbeResult dataBinding() {
        return Json.decode(document, ProbeResult.class);
    }
}
