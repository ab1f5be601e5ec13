package dev.tocsin.gateway.live;

/** Somebody who wants frames. */
public interface Listener {

    /** What became of a frame. */
    enum Offer {
        /** It will be sent. */
        TAKEN,
        /** Too many wait already: the listener will be dropped. */
        FULL,
        /** Nobody is there any more. */
        GONE
    }

    /** Takes a frame to send it later; never blocks. */
    Offer offer(Frame frame);

    /**
     * Is told now and then that the line lives.
     *
     * @param id of the newest frame there was, whether this listener wanted it or not
     */
    default void keepAlive(String id) {}

    /** Ends the connection and says why. */
    void drop(String reason);
}
