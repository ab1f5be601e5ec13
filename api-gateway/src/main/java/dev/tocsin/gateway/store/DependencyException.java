package dev.tocsin.gateway.store;

/** A service would depend on what is no service, or in the end on itself. */
public final class DependencyException extends RuntimeException {

    private final int index;
    private final int position;

    DependencyException(int index, int position, String message) {
        super(message);
        this.index = index;
        this.position = position;
    }

    /** Which of the declared services it is, from 0. */
    public int index() {
        return index;
    }

    /** Which of its dependencies it is, from 0. */
    public int position() {
        return position;
    }
}
