package dev.tocsin.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyTokenTest {

    @Test
    void shouldHave256BitsThatAreNeverTheSame() {
        Set<String> tokens = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String token = KeyToken.random();
            assertThat(token).startsWith("tocsin_").hasSize(7 + 43);
            assertThat(Base64.getUrlDecoder().decode(token.substring(7))).hasSize(32);
            assertThat(KeyToken.isWellFormed(token)).isTrue();
            tokens.add(token);
        }
        assertThat(tokens).hasSize(1_000);
    }

    @Test
    void shouldHashAsAnyoneWouldWithSha256() {
        assertThat(KeyToken.hash("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void shouldTakeNothingElseForAToken() {
        String token = KeyToken.random();
        assertThat(KeyToken.isWellFormed(token + "A")).isFalse();
        assertThat(KeyToken.isWellFormed(token.substring(1))).isFalse();
        assertThat(KeyToken.isWellFormed(token.replace("tocsin_", "TOCSIN_"))).isFalse();
        assertThat(KeyToken.isWellFormed(token + "\n")).isFalse();
        assertThat(KeyToken.isWellFormed("")).isFalse();
    }
}
