package dev.tocsin.gateway.live;

/** Somebody who wants frames. */
public interface Listener {

    /** Takes a frame to send it later; never blocks. False if too many wait already: the listener will be dropped. */
    boolean offer(String frame);

    /** Ends the connection and says why. */
    void drop(String reason);
}
