package dev.tocsin.gateway.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/** The answer to a body that is too large. */
final class LargeBodies {

    private static final int MAX_DRAINED_BYTES = 16 * RequestJson.MAX_BYTES;

    /**
     * Answers with 413, after what is still to come. Most clients read no answer before they have sent everything, and would see
     * a broken connection instead. Those that ask first are answered at once, and to what never ends nobody listens.
     */
    static void refuse(Context context) {
        if (context.header("Expect") == null) {
            UnreadBodies.read(context, MAX_DRAINED_BYTES);
        }
        context.header("Connection", "close");
        HttpStatus status = HttpStatus.CONTENT_TOO_LARGE;
        Answers.failed(context, status, status.getMessage(), "The body of a request may have 1 MiB; send it in parts");
    }

    private LargeBodies() {}
}
