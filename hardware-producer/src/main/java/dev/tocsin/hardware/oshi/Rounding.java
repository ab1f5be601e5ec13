package dev.tocsin.hardware.oshi;

/** Measured shares and frequencies carry three decimals, as the detection job keeps them; more is noise in every record. */
final class Rounding {

    static double toThousandths(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private Rounding() {}
}
