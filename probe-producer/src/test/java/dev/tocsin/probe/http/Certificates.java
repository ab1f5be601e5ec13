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
 * A server's certificate and who vouches for it, made by the JDK's keytool.
 *
 * @param keys holds the server's key under {@code server}
 * @param authority the alias of the certificate that a client has to trust
 */
record Certificates(KeyStore keys, String authority) {

    private static final String PASSWORD = "loopback";
    private static final List<String> KEY = List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1");

    /** A certificate that vouches for itself, for a host such as {@code ip:127.0.0.1}. */
    static Certificates selfSigned(Path folder, String host)
            throws IOException, InterruptedException, GeneralSecurityException {
        String store =
                Files.createTempDirectory(folder, "keys").resolve("keys.p12").toString();
        keytool(store, KEY, "-alias", "server", "-dname", "CN=server", "-ext", "san=" + host, "-validity", "30");
        return load(store, "server");
    }

    /** A certificate that expired two days ago, signed by an authority that did not. */
    static Certificates expired(Path folder, String host)
            throws IOException, InterruptedException, GeneralSecurityException {
        String store =
                Files.createTempDirectory(folder, "keys").resolve("keys.p12").toString();
        String request = store + ".csr";
        String signed = store + ".crt";
        keytool(store, KEY, "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c", "-startdate", "-9d");
        keytool(store, KEY, "-alias", "server", "-dname", "CN=server");
        keytool(store, List.of("-certreq"), "-alias", "server", "-file", request);
        keytool(
                store,
                List.of("-gencert", "-alias", "authority", "-infile", request, "-outfile", signed),
                "-ext",
                "san=" + host,
                "-startdate",
                "-5d",
                "-validity",
                "3");
        keytool(store, List.of("-importcert", "-noprompt"), "-alias", "server", "-file", signed);
        return load(store, "authority");
    }

    private static Certificates load(String store, String authority) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(store))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new Certificates(keys, authority);
    }

    private static void keytool(String store, List<String> command, String... options)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.add("-J-XX:TieredStopAtLevel=1"); // it runs for a moment only
        line.addAll(command);
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
        authorities.setCertificateEntry("authority", keys.getCertificate(authority));
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
