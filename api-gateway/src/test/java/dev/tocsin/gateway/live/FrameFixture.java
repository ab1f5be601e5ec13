package dev.tocsin.gateway.live;

import java.util.List;

/** Frames for tests of what carries them. */
public final class FrameFixture {

    public static Frame frame(String json) {
        return new Frame("1-1", "metric", List.of(), false, json);
    }

    private FrameFixture() {}
}
