package dev.tocsin.gateway.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what a route left of a request's body, as refusals do. Left unread, it would end the connection, and its bytes that
 * are still under way would take the answer with them.
 */
final class UnreadBodies {

    private static final Logger logger = LoggerFactory.getLogger(UnreadBodies.class);
    /** Whoever sends more may lose the answer. */
    private static final long MAX_BYTES = 512 * 1024;

    private static final int CHUNK_BYTES = 8 * 1024;

    static void register(RoutesConfig routes) {
        routes.after(context -> {
            if (!context.req().isAsyncStarted()) {
                read(context, MAX_BYTES);
            }
        });
    }

    static void read(Context context, long maxBytes) {
        try {
            InputStream body = context.req().getInputStream();
            byte[] chunk = new byte[CHUNK_BYTES];
            long left = maxBytes;
            for (int read = 0; read >= 0 && left > 0; left -= read) {
                read = body.read(chunk);
            }
        } catch (IOException | HttpException.RuntimeException e) {
            logger.debug("The rest of a body did not come, or so slowly that it need not be waited for", e);
        }
    }

    private UnreadBodies() {}
}
