package dev.tocsin.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks Redis's inline protocol: one line there, the answer's first lines back. */
final class RedisLine {

    /** For example {@code +OK}, or for a value its length and itself: {@code $3 abc}. */
    static String ask(int port, String command) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = reader.readLine();
            return line.startsWith("$") && !line.equals("$-1") ? line + " " + reader.readLine() : line;
        }
    }

    private RedisLine() {}
}
