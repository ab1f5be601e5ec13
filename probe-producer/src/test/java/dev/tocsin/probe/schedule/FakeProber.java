package dev.tocsin.probe.schedule;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.probe.check.Finding;
import dev.tocsin.probe.check.Prober;
import dev.tocsin.probe.check.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Notes when it was asked, and answers at once unless told to hang. */
final class FakeProber implements Prober {

    static final Finding FINE = new Finding(CheckStatus.OK, 1.0, 200, null, null, null);

    final List<Asked> asked = new ArrayList<>();
    final List<CompletableFuture<Finding>> hanging = new ArrayList<>();
    boolean hangs;
    RuntimeException failure;
    private final FakeTicker ticker;

    record Asked(Duration at, Target target) {}

    FakeProber(FakeTicker ticker) {
        this.ticker = ticker;
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    @Override
    public CompletableFuture<Finding> probe(Target target) {
        asked.add(new Asked(ticker.elapsed(), target));
        if (failure != null) {
            throw failure;
        }
        CompletableFuture<Finding> finding = new CompletableFuture<>();
        if (hangs) {
            hanging.add(finding);
        } else {
            finding.complete(FINE);
        }
        return finding;
    }

    List<Duration> times() {
        return asked.stream().map(Asked::at).toList();
    }

    @Override
    public void close() {}
}
