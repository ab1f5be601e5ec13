package dev.tocsin.gateway.security;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A key as it is kept: everything but the token, of which only the hash is known.
 *
 * @param name what its owner calls it
 * @param hash of the token, see {@link KeyToken#hash}
 * @param requestsPerSecond its own limit, where it has one
 */
public record ApiKey(
        long id,
        String name,
        Set<Scope> scopes,
        String hash,
        OptionalInt requestsPerSecond,
        Instant createdAt,
        Optional<Instant> lastUsedAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {

    public ApiKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(createdAt, "createdAt");
        scopes = Set.copyOf(scopes);
    }

    public boolean isUsable(Instant now) {
        return revokedAt.isEmpty() && !isExpired(now);
    }

    public boolean isExpired(Instant now) {
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope) || scopes.contains(Scope.ADMIN);
    }
}
