package dev.tocsin.gateway.self;

import dev.tocsin.gateway.self.RequestWindows.Counts;

/** Gateways that are as a test wants them. */
final class Gateways {

    /** With a machine of 1000 bytes. */
    static SelfFigures with(double cpuPercent, long residentBytes, Counts lastMinutes, long active) {
        ProcessFigures process = new ProcessFigures(cpuPercent, 1, residentBytes, 0, 1_000, 10, 0, 0, 0, 1_000);
        return new SelfFigures(process, lastMinutes, lastMinutes, active);
    }

    static Counts requests(long all, long serverErrors) {
        return new Counts(all, 0, serverErrors, 300);
    }

    private Gateways() {}
}
