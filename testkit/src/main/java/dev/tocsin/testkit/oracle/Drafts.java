package dev.tocsin.testkit.oracle;

/** An endless series of records to produce, in the order of their append times. Not thread-safe. */
public interface Drafts {

    Traffic.Draft next();

    /** When the next record will be appended, epoch ms. */
    long now();
}
