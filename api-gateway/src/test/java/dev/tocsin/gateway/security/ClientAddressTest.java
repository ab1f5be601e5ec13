package dev.tocsin.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientAddressTest {

    @Test
    void shouldTakeAWholeNetworkOfIpv6ForOneClient() {
        String one = ClientAddress.client("2001:db8:1:2::1");
        assertThat(ClientAddress.client("2001:db8:1:2:ffff:ffff:ffff:ffff")).isEqualTo(one);
        assertThat(ClientAddress.client("[2001:db8:1:2::3]")).isEqualTo(one);
        assertThat(ClientAddress.client("2001:db8:1:3::1")).isNotEqualTo(one);
    }

    @Test
    void shouldTakeEachAddressOfIpv4ForAnother() {
        assertThat(ClientAddress.client("192.0.2.1")).isNotEqualTo(ClientAddress.client("192.0.2.2"));
        assertThat(ClientAddress.client("::ffff:192.0.2.1")).isEqualTo(ClientAddress.client("192.0.2.1"));
    }
}
