package dev.tocsin.probe.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server's certificate and the authority that signed it, made by the JDK's keytool.
 *
 * @param keys holds the server's key under {@code server} and the authority under {@code authority}
 */
record Certificates(KeyStore keys) {

    private static final String PASSWORD = "loopback";

    /**
     * @param host what the certificate is for, for example {@code ip:127.0.0.1}
     * @param from when it becomes valid, as keytool understands it, for example {@code -3d}
     * @param days how long it is valid
     */
    static Certificates of(Path folder, String host, String from, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        String store = folder.resolve("keys.p12").toString();
        String request = folder.resolve("server.csr").toString();
        String signed = folder.resolve("server.crt").toString();
        String[] key = {"-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"};
        keytool(store, key, "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c", "-startdate", "-99d");
        keytool(store, key, "-alias", "server", "-dname", "CN=server");
        keytool(store, new String[] {"-certreq"}, "-alias", "server", "-file", request);
        keytool(
                store,
                new String[] {"-gencert", "-alias", "authority", "-infile", request, "-outfile", signed},
                "-ext",
                "san=" + host,
                "-startdate",
                from,
                "-validity",
                String.valueOf(days));
        keytool(store, new String[] {"-importcert", "-noprompt"}, "-alias", "server", "-file", signed);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(store))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new Certificates(keys);
    }

    private static void keytool(String store, String[] command, String... options)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of(command));
        line.addAll(List.of(options));
        line.addAll(List.of("-storetype", "PKCS12", "-keystore", store, "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }

    X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) keys.getCertificate("server");
    }

    /** A client's trust in just this authority. */
    Tls trusted() throws GeneralSecurityException, IOException {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        authorities.setCertificateEntry("authority", keys.getCertificate("authority"));
        return Tls.trusting(authorities);
    }

    ServerSocketFactory serverSockets() throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }
}
