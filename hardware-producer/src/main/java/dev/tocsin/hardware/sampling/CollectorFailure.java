package dev.tocsin.hardware.sampling;

/**
 * A part of the machine that could not be read.
 *
 * @param collector the part's name
 * @param count how often it failed since the start
 * @param reason the last failure's
 */
public record CollectorFailure(String collector, long count, String reason) {}
