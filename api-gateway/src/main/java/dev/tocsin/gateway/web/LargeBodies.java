package dev.tocsin.gateway.web;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.http.HttpException;

/** The answer to a body that is too large. */
final class LargeBodies {

    private static final int MAX_DRAINED_BYTES = 16 * RequestJson.MAX_BYTES;

    /**
     * Answers with 413, after what is still to come. Most clients read no answer before they have sent everything, and would see
     * a broken connection instead. Those that ask first are answered at once, and to what never ends nobody listens.
     */
    static void refuse(Context context) {
        if (context.header("Expect") == null) {
            drain(context);
        }
        context.header("Connection", "close");
        Answers.failed(context, HttpStatus.CONTENT_TOO_LARGE, "The body of a request may have 1 MiB; send it in parts");
    }

    private static void drain(Context context) {
        byte[] buffer = new byte[8 * 1024];
        try {
            InputStream body = context.req().getInputStream();
            for (int drained = 0; drained < MAX_DRAINED_BYTES; ) {
                int read = body.read(buffer);
                if (read < 0) {
                    return;
                }
                drained += read;
            }
        } catch (IOException | HttpException.RuntimeException e) {
            // The client went away, or sends so slowly that it need not be waited for.
        }
    }

    private LargeBodies() {}
}
