package dev.tocsin.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a Redis whether it is ready; while it still loads its file it answers with an error instead. */
final class RedisPing {

    private static final int TIMEOUT_MS = 1_000;
    private static final byte[] PONG = "+PONG".getBytes(StandardCharsets.US_ASCII);

    static boolean isAnswered(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LoopbackPort.HOST, port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(PONG.length);
            return java.util.Arrays.equals(answer, PONG);
        } catch (IOException e) {
            // Not listening yet. Its log says why if that stays so.
            return false;
        }
    }

    private RedisPing() {}
}
