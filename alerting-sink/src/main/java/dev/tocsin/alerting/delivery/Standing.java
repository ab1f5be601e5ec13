package dev.tocsin.alerting.delivery;

/**
 * How deliveries stand right now.
 *
 * @param openIncidents on all channels, as of the last sweep
 * @param underWay transitions that are not settled yet
 * @param retryingSince epoch ms of the oldest failure that is still tried again; 0 if none is
 * @param lastError what the channel said last when it did not take a message; empty if it took the last one
 * @param rejected whether that was a refusal for good
 */
public record Standing(int openIncidents, int underWay, long retryingSince, String lastError, boolean rejected) {

    static final Standing IDLE = new Standing(0, 0, 0, "", false);
}
