package dev.tocsin.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediaTypesTest {

    @Test
    void shouldPreferThePageOnlyWhenItIsNamedAndLikedBetter() {
        assertThat(MediaTypes.prefersPage("text/html,application/xhtml+xml,*/*;q=0.8"))
                .isTrue();
        assertThat(MediaTypes.prefersPage("TEXT/HTML; q=0.9, application/json;q=0.5"))
                .isTrue();
        assertThat(MediaTypes.prefersPage("application/json, text/html;q=0.5")).isFalse();
        assertThat(MediaTypes.prefersPage("*/*")).isFalse();
        assertThat(MediaTypes.prefersPage("text/*")).isFalse();
        assertThat(MediaTypes.prefersPage("text/html;q=0")).isFalse();
        assertThat(MediaTypes.prefersPage("text/html;q=nonsense")).isFalse();
        assertThat(MediaTypes.prefersPage("")).isFalse();
        assertThat(MediaTypes.prefersPage(null)).isFalse();
    }
}
