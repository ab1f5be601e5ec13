package dev.tocsin.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.gateway.security.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteScopesTest {

    @Test
    void shouldAskForAnAdminWhereNobodyDecided() {
        assertThat(RouteScopes.of("GET /a-new-route")).isEqualTo(Scope.ADMIN);
        assertThat(RouteScopes.isOpen("GET /a-new-route")).isFalse();
        assertThat(RouteScopes.isListed("GET /a-new-route")).isFalse();
        assertThat(RouteScopes.of("PUT /services")).as("another method").isEqualTo(Scope.ADMIN);
    }

    @Test
    void shouldRefuseMoreThanABulkMayHold() {
        Bulk.requireAllowed(Bulk.MAX_ITEMS, List.of("body"));
        assertThatThrownBy(() -> Bulk.requireAllowed(Bulk.MAX_ITEMS + 1, List.of("body")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("at most 5000 items, not 5001");
    }
}
