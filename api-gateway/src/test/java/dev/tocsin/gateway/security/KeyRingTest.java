package dev.tocsin.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<ApiKey> kept = new ArrayList<>();
    private final List<Map<Long, Instant>> uses = new ArrayList<>();
    private boolean away;
    private Instant now = START;

    private final KeyRing.Table table = new KeyRing.Table() {
        @Override
        public List<ApiKey> valid() {
            if (away) {
                throw new IllegalStateException("away");
            }
            return List.copyOf(kept);
        }

        @Override
        public void used(Map<Long, Instant> used) {
            uses.add(used);
        }
    };

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private final KeyRing ring = new KeyRing(table, clock, false);

    @Test
    void shouldNeedAKeyAsSoonAsThereIsOneAndNotBefore() {
        ring.renew();
        assertThat(ring.needed()).isFalse();
        assertThat(new KeyRing(table, clock, true).needed()).isTrue();

        String token = keep(1, null);
        assertThat(ring.find(token)).as("not known yet").isEmpty();
        ring.renew();

        assertThat(ring.needed()).isTrue();
        assertThat(ring.hasUsable()).isTrue();
        assertThat(ring.find(token)).map(ApiKey::id).contains(1L);
        assertThat(ring.find(KeyToken.random())).isEmpty();
    }

    @Test
    void shouldStayLockedWhenTheOnlyKeyExpires() {
        String token = keep(1, START.plusSeconds(10));
        ring.renew();
        now = START.plusSeconds(10).minusNanos(1);
        assertThat(ring.find(token)).isPresent();

        now = START.plusSeconds(10);

        assertThat(ring.find(token)).isEmpty();
        assertThat(ring.hasUsable()).isFalse();
        assertThat(ring.needed()).isTrue();
        assertThat(ring.isStillWelcome(1L)).isFalse();
        assertThat(ring.isStillWelcome(null)).isFalse();
    }

    @Test
    void shouldGoOnWithWhatItKnowsWhenTheTableCannotBeRead() {
        String token = keep(1, null);
        ring.renew();
        AtomicInteger told = new AtomicInteger();
        ring.onRenewal(told::incrementAndGet);
        away = true;

        assertThatThrownBy(ring::renew).hasMessage("away");

        assertThat(ring.find(token)).isPresent();
        assertThat(told).as("expiry does not wait for the table").hasValue(1);
    }

    @Test
    void shouldForgetAKeyThatTheTableDoesNotHaveAnyMore() {
        String token = keep(1, null);
        ring.renew();
        assertThat(ring.isStillWelcome(1L)).isTrue();
        kept.clear();
        ring.renew();
        assertThat(ring.find(token)).isEmpty();
        assertThat(ring.needed()).isFalse();
        assertThat(ring.isStillWelcome(1L)).as("nobody needs one now").isTrue();
    }

    @Test
    void shouldNoteAUseAtMostOnceAMinute() {
        String token = keep(1, null);
        ring.renew();
        ring.renew();
        assertThat(uses).as("not used").isEmpty();

        for (int second = 0; second <= 120; second++) {
            now = START.plusSeconds(second);
            ring.find(token);
            ring.renew();
        }

        assertThat(uses)
                .containsExactly(
                        Map.of(1L, START), Map.of(1L, START.plusSeconds(60)), Map.of(1L, START.plusSeconds(120)));
    }

    @Test
    void shouldLetInItsOwnProcessWithoutNeedingKeysForIt() {
        String own = ring.issue("part", Scope.INGEST);
        ring.renew();
        assertThat(ring.needed()).isFalse();

        keep(1, null);
        ring.renew();

        ApiKey key = ring.find(own).orElseThrow();
        assertThat(key.may(Scope.INGEST)).isTrue();
        assertThat(key.may(Scope.READ)).isFalse();
        assertThat(ring.isStillWelcome(key.id())).isTrue();
        ring.renew();
        assertThat(uses).isEmpty();
    }

    @Test
    void shouldAllowEverythingToAnAdmin() {
        ApiKey admin = key(1, "hash", null, Set.of(Scope.ADMIN));
        assertThat(Scope.values()).allMatch(admin::may);
        ApiKey none = key(1, "hash", null, Set.of());
        assertThat(Scope.values()).noneMatch(none::may);
    }

    private String keep(long id, Instant expiresAt) {
        String token = KeyToken.random();
        kept.add(key(id, KeyToken.hash(token), expiresAt, Set.of(Scope.READ)));
        return token;
    }

    private static ApiKey key(long id, String hash, Instant expiresAt, Set<Scope> scopes) {
        return new ApiKey(
                id,
                "key",
                scopes,
                hash,
                OptionalInt.empty(),
                START,
                Optional.empty(),
                Optional.ofNullable(expiresAt),
                Optional.empty());
    }
}
