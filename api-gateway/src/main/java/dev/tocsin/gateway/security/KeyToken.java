package dev.tocsin.gateway.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The secret half of a key: {@code tocsin_} and 256 random bits in base64url. The prefix lets scanners of leaked secrets
 * recognise it.
 */
public final class KeyToken {

    private static final String PREFIX = "tocsin_";
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public static String random() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** Whether it can be one at all. */
    static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * SHA-256 in hexadecimal. A slow hash protects what people choose; 256 random bits can't be found by trying, and a fast
     * one costs a request nothing. Looking it up in a table tells a listener with a stopwatch only about hashes, of which
     * he can't choose the next.
     */
    public static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private KeyToken() {}
}
