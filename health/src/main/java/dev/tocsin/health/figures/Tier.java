package dev.tocsin.health.figures;

/** Green, yellow or red; ordered from good to bad. */
public enum Tier {
    GREEN,
    YELLOW,
    RED;

    public Tier worse(Tier other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
