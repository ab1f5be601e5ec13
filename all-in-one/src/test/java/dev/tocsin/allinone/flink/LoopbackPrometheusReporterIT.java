package dev.tocsin.allinone.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.junit.jupiter.api.Test;

class LoopbackPrometheusReporterIT {

    @Test
    void shouldBeFoundByFlink() {
        assertThat(ServiceLoader.load(MetricReporterFactory.class))
                .hasAtLeastOneElementOfType(LoopbackPrometheusReporter.Factory.class);
    }

    @Test
    void shouldServeOnLoopbackAndNowhereElse() throws Exception {
        int port = freePort();
        MetricReporter reporter = reporter(String.valueOf(port));
        try {
            assertThat(get(port)).isEqualTo(200);
            for (InetAddress address : addressesOfThisMachine()) {
                try (Socket socket = new Socket()) {
                    assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port), 2_000))
                            .isInstanceOf(ConnectException.class);
                }
            }
        } finally {
            reporter.close();
        }
    }

    @Test
    void shouldTakeTheNextPortOfTheRangeIfOneIsTaken() throws Exception {
        int port = freePort();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            MetricReporter reporter = reporter(taken.getLocalPort() + "-" + (port + 20));
            try {
                assertThat(IntStream.rangeClosed(port + 1, port + 20).anyMatch(LoopbackPrometheusReporterIT::answers))
                        .isTrue();
            } finally {
                reporter.close();
            }
        }
    }

    private static MetricReporter reporter(String ports) {
        Properties properties = new MetricConfig();
        properties.setProperty("port", ports);
        return new LoopbackPrometheusReporter.Factory().createMetricReporter(properties);
    }

    private static boolean answers(int port) {
        try {
            return get(port) == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int get(int port) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static Iterable<InetAddress> addressesOfThisMachine() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
