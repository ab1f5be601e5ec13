package dev.tocsin.gateway.board;

import dev.tocsin.events.CheckStatus;
import dev.tocsin.events.ProbeResult;

/**
 * What one location saw last of a service.
 *
 * @param at event time, epoch ms
 */
public record LastCheck(String location, CheckStatus status, Double latencyMs, long at, String error) {

    public static LastCheck of(ProbeResult result) {
        return new LastCheck(
                result.location(), result.status(), result.latencyMs(), result.timestamp(), result.error());
    }
}
