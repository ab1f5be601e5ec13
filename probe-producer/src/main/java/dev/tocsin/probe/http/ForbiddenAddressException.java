package dev.tocsin.probe.http;

import java.net.UnknownHostException;

/** The guard's refusal; its message says which address and what to do. A kind of the only failure that a DNS may have. */
final class ForbiddenAddressException extends UnknownHostException {

    ForbiddenAddressException(String refusal) {
        super(refusal);
    }
}
