package dev.tocsin.health.figures;

/** Green, yellow or red; ordered from good to bad. */
public enum Tier {
    GREEN,
    YELLOW,
    RED
}
