package dev.tocsin.health.incident;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Names an incident so that a replay names it the same: UUIDv5 (RFC 9562, 5.5) of its fingerprint and opening time. */
public final class IncidentId {

    /** A namespace of our own, drawn once. */
    private static final UUID NAMESPACE = UUID.fromString("6f0b7c1e-54b3-4c0e-9a53-2f1d7f6f9a01");

    public static UUID of(String fingerprint, long openedAt) {
        byte[] name = (fingerprint + "@" + openedAt).getBytes(StandardCharsets.UTF_8);
        byte[] input = ByteBuffer.allocate(16 + name.length)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .put(name)
                .array();
        ByteBuffer hash = ByteBuffer.wrap(sha1(input));
        long high = hash.getLong() & ~0xF000L | 0x5000L;
        long low = hash.getLong() & ~(0b11L << 62) | 0b10L << 62;
        return new UUID(high, low);
    }

    private static byte[] sha1(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private IncidentId() {}
}
