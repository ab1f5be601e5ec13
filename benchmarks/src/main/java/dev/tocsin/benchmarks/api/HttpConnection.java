package dev.tocsin.benchmarks.api;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection that costs next to nothing, since clients and server share the machine. Reads answers
 * with a length or in chunks. Belongs to one thread.
 */
final class HttpConnection implements AutoCloseable {

    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] line = new byte[8_192];
    private byte[] body = new byte[64 * 1024];
    private int bodyLength;

    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        in = new BufferedInputStream(socket.getInputStream(), 256 * 1024);
        out = socket.getOutputStream();
    }

    static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] post(String path, byte[] body) {
        byte[] head = ("POST " + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    /** Sends a request, reads its whole answer and returns its status. */
    int exchange(byte[] request) throws IOException {
        out.write(request);
        String status = readLine();
        int code = Integer.parseInt(status.substring(9, 12));
        long length = 0;
        boolean chunked = false;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(header.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
        }
        bodyLength = 0;
        if (chunked) {
            for (int size = chunk(); size > 0; size = chunk()) {
                read(size);
                readLine();
            }
            readLine();
        } else {
            read((int) length);
        }
        return code;
    }

    /** The body of the last answer. */
    String body() {
        return new String(body, 0, bodyLength, StandardCharsets.UTF_8);
    }

    /** Its length in bytes. */
    int bodyLength() {
        return bodyLength;
    }

    private int chunk() throws IOException {
        return Integer.parseInt(readLine().split(";")[0].strip(), 16);
    }

    private void read(int length) throws IOException {
        if (body.length < bodyLength + length) {
            body = java.util.Arrays.copyOf(body, Math.max(body.length * 2, bodyLength + length));
        }
        int end = bodyLength + length;
        while (bodyLength < end) {
            int more = in.read(body, bodyLength, end - bodyLength);
            if (more < 0) {
                throw new EOFException("the server ended the connection inside of an answer");
            }
            bodyLength += more;
        }
    }

    private String readLine() throws IOException {
        int length = 0;
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the server ended the connection");
            }
            if (next == '\n') {
                return new String(line, 0, length, StandardCharsets.US_ASCII);
            }
            if (next != '\r') {
                line[length++] = (byte) next;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
