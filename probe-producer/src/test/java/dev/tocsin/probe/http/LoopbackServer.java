package dev.tocsin.probe.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** A server on a loopback address that answers each connection as told, byte by byte, and counts them. */
public final class LoopbackServer implements AutoCloseable {

    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final String scheme;

    /** What is done with a connection once its request has been read; then it is closed. */
    public interface Answer {
        void write(String path, OutputStream out) throws IOException, InterruptedException;
    }

    private LoopbackServer(ServerSocket listening, String scheme, Answer answer) {
        this.listening = listening;
        this.scheme = scheme;
        threads.execute(() -> accept(answer));
    }

    public static LoopbackServer start(Answer answer) {
        return start("127.0.0.1", ServerSocketFactory.getDefault(), "http", answer);
    }

    static LoopbackServer start(String address, ServerSocketFactory sockets, String scheme, Answer answer) {
        try {
            return new LoopbackServer(
                    sockets.createServerSocket(0, 50, InetAddress.getByName(address)), scheme, answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers with a status and a short body. */
    public static Answer status(int code) {
        return (path, out) -> write(out, "HTTP/1.1 " + code + " X\r\nContent-Length: 2\r\n\r\nhi");
    }

    static Answer redirect(String location) {
        return (path, out) -> write(out, "HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n");
    }

    public static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    public String url(String path) {
        return scheme + "://" + listening.getInetAddress().getHostAddress() + ":" + port() + path;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Connections that were accepted. */
    public int connections() {
        return connections.get();
    }

    /** All requests' lines, headers included. */
    List<String> requestLines() {
        return requests;
    }

    private void accept(Answer answer) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(socket, answer));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket, Answer answer) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String first = in.readLine();
            for (String line = first; line != null && !line.isEmpty(); line = in.readLine()) {
                requests.add(line);
            }
            if (first != null) {
                answer.write(first.split(" ")[1], socket.getOutputStream());
            }
        } catch (IOException e) {
            // the prober hung up, as some tests want it to
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
