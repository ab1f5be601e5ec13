package dev.tocsin.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.gateway.live.Listener.Offer;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.Test;

class SocketListenerTest {

    private final List<String> sent = new ArrayList<>();
    private final List<Callback> unfinished = new ArrayList<>();
    private String closedBecause;
    private boolean finishesAtOnce;

    /** A session that remembers what was sent and leaves it to the test when a frame has left. */
    private final Session session = (Session) Proxy.newProxyInstance(
            Session.class.getClassLoader(), new Class<?>[] {Session.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("sendText")) {
                    sent.add((String) arguments[0]);
                    Callback callback = (Callback) arguments[1];
                    if (finishesAtOnce) {
                        callback.succeed();
                    } else {
                        unfinished.add(callback);
                    }
                } else if (method.getName().equals("close")) {
                    closedBecause = (String) arguments[1];
                }
                return null;
            });

    private final SocketListener listener = new SocketListener(session);

    @Test
    void shouldSendTheNextFrameOnlyWhenTheOneBeforeHasLeft() {
        listener.offer("a");
        listener.offer("b");
        assertThat(sent).containsExactly("a");

        unfinished.get(0).succeed();
        assertThat(sent).containsExactly("a", "b");
    }

    @Test
    void shouldRefuseWhenTooManyFramesWait() {
        for (int i = 0; i <= SocketListener.MAX_WAITING; i++) {
            assertThat(listener.offer("frame")).isEqualTo(Offer.TAKEN);
        }
        assertThat(listener.offer("one too many")).isEqualTo(Offer.FULL);

        listener.drop("too slow");
        assertThat(closedBecause).isEqualTo("too slow");
        assertThat(listener.offer("ignored")).isEqualTo(Offer.GONE);
        unfinished.get(0).succeed();
        assertThat(sent).hasSize(1);
    }

    @Test
    void shouldEmptyALongQueueWithoutRecursionWhenFramesLeaveAtOnce() {
        listener.offer("first");
        for (int i = 0; i < SocketListener.MAX_WAITING; i++) {
            listener.offer("frame");
        }
        finishesAtOnce = true;

        unfinished.get(0).succeed();

        assertThat(sent).hasSize(SocketListener.MAX_WAITING + 1);
    }

    @Test
    void shouldSendNoMoreWhenTheBrowserIsGone() {
        listener.offer("a");
        listener.offer("b");
        unfinished.get(0).fail(new IllegalStateException("gone"));
        assertThat(sent).containsExactly("a");
    }
}
