package dev.tocsin.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PresentedKeyTest {

    @Test
    void shouldReadEachKindOfHeaderAndTellWhatABrowserAddsByItself() {
        assertThat(PresentedKey.in("abc", null)).contains(new PresentedKey("abc", false));
        assertThat(PresentedKey.in(null, "Bearer abc")).contains(new PresentedKey("abc", false));
        assertThat(PresentedKey.in(null, "BEARER abc ")).contains(new PresentedKey("abc", false));
        assertThat(PresentedKey.in(null, basic("me:abc"))).contains(new PresentedKey("abc", true));
        assertThat(PresentedKey.in(null, basic(":a:b"))).contains(new PresentedKey("a:b", true));
    }

    @Test
    void shouldPreferTheHeaderThatIsOursAlone() {
        assertThat(PresentedKey.in("abc", basic("proxy:password"))).contains(new PresentedKey("abc", false));
    }

    @Test
    void shouldSeeNoKeyInAnythingElse() {
        assertThat(PresentedKey.in(null, null)).isEmpty();
        assertThat(PresentedKey.in(null, "")).isEmpty();
        assertThat(PresentedKey.in(null, "Bearer")).isEmpty();
        assertThat(PresentedKey.in(null, "Basic ###")).isEmpty();
        assertThat(PresentedKey.in(null, basic("no colon"))).isEmpty();
        assertThat(PresentedKey.in(null, "Negotiate abc")).isEmpty();
    }

    @Test
    void shouldNotShowTheTokenWhenPrinted() {
        assertThat(new PresentedKey("secret", true)).hasToString("PresentedKey[ambient=true]");
    }

    private static String basic(String pair) {
        return "basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
