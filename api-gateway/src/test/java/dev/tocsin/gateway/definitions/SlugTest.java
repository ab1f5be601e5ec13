package dev.tocsin.gateway.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTest {

    @ParameterizedTest
    @CsvSource({
        "checkout, checkout",
        "Check Out!, check-out",
        "  --a--b--  , a-b",
        "Café Zürich, cafe-zurich",
        "API v2.1, api-v2-1",
        "支付, service",
        "'!!!', service"
    })
    void shouldKeepLettersAndDigitsOfTheName(String name, String slug) {
        assertThat(Slug.of(name)).isEqualTo(slug);
    }

    @Test
    void shouldLeaveRoomForAnIdWhenTheNameIsLong() {
        assertThat(Slug.of("long name ".repeat(50)))
                .hasSizeLessThanOrEqualTo(Slug.MAX_LENGTH)
                .doesNotEndWith("-");
    }

    @Test
    void shouldBeItsOwnSlug() {
        assertThat(Slug.of(Slug.of("Some Näme 7"))).isEqualTo(Slug.of("Some Näme 7"));
    }
}
