package dev.tocsin.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.gateway.live.Frame;
import dev.tocsin.gateway.live.FrameFixture;
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

    private static Frame frame(String text) {
        return FrameFixture.frame("\"" + text + "\"");
    }

    @Test
    void shouldRefuseWhenTooMuchWaitsThoughOnePictureMayBeOfAnySize() {
        listener.offer(frame("leaves at once"));
        assertThat(listener.offer(frame("x".repeat(SocketListener.MAX_WAITING_CHARACTERS + 1))))
                .isEqualTo(Offer.TAKEN);
        assertThat(listener.offer(frame("one too many"))).isEqualTo(Offer.FULL);
        unfinished.get(0).succeed();
        assertThat(listener.offer(frame("the picture is on its way"))).isEqualTo(Offer.TAKEN);
    }

    @Test
    void shouldSendTheNextFrameOnlyWhenTheOneBeforeHasLeft() {
        listener.offer(frame("a"));
        listener.offer(frame("b"));
        assertThat(sent).containsExactly(frame("a").text());

        unfinished.get(0).succeed();
        assertThat(sent).containsExactly(frame("a").text(), frame("b").text());
    }

    @Test
    void shouldRefuseWhenTooManyFramesWait() {
        for (int i = 0; i <= SocketListener.MAX_WAITING; i++) {
            assertThat(listener.offer(frame("frame"))).isEqualTo(Offer.TAKEN);
        }
        assertThat(listener.offer(frame("one too many"))).isEqualTo(Offer.FULL);

        listener.drop("too slow");
        assertThat(closedBecause).isEqualTo("too slow");
        assertThat(listener.offer(frame("ignored"))).isEqualTo(Offer.GONE);
        unfinished.get(0).succeed();
        assertThat(sent).hasSize(1);
    }

    @Test
    void shouldEmptyALongQueueWithoutRecursionWhenFramesLeaveAtOnce() {
        listener.offer(frame("first"));
        for (int i = 0; i < SocketListener.MAX_WAITING; i++) {
            listener.offer(frame("frame"));
        }
        finishesAtOnce = true;

        unfinished.get(0).succeed();

        assertThat(sent).hasSize(SocketListener.MAX_WAITING + 1);
    }

    @Test
    void shouldSendNoMoreWhenTheBrowserIsGone() {
        listener.offer(frame("a"));
        listener.offer(frame("b"));
        unfinished.get(0).fail(new IllegalStateException("gone"));
        assertThat(sent).containsExactly(frame("a").text());
    }
}
