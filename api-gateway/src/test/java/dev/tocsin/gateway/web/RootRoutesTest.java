package dev.tocsin.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootRoutesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                                                        | false
            ''                                                          | false
            */*                                                         | false
            text/*                                                      | false
            image/png                                                   | false
            application/json                                            | false
            application/json, text/html                                 | false
            application/json, text/html;q=0.9                           | false
            text/html;q=0                                               | false
            text/html;q=nonsense                                        | false
            text/html                                                   | true
            text/html, application/json                                 | true
            application/json;q=0.5, text/html                           | true
            text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | true
            """)
    void shouldShowThePageOnlyToWhomPrefersIt(String accept, boolean page) {
        assertThat(RootRoutes.prefersPage(accept)).isEqualTo(page);
    }
}
