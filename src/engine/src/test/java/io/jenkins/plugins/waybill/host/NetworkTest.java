package io.jenkins.plugins.waybill.host;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NetworkTest {

    private static final URI PROXY = URI.create("http://user:s3cret@proxy.example.com:3128");

    @ParameterizedTest
    @CsvSource(textBlock = """
                    ghcr.io,               true
                    inside.example.com,    false
                    INSIDE.example.com,    false
                    a.inside.example.com,  false
                    notinside.example.com, true
                    app.corp.test,         false
                    corp.test,             false
                    10.0.0.8,              false
                    10.0.0.80,             true
                    localhost,             false
                    127.0.0.1,             false
                    [::1],                 false
                    """)
    void theProxyIsOnTheWayToAllButThisMachineAndThoseThatAreNamed(String host, boolean proxied) {
        Network network =
                new Network("", PROXY, List.of("inside.example.com", " .corp.test", "10.0.0.8:5000", "", "other.test"));
        assertThat(network.proxyTo(host).isPresent()).isEqualTo(proxied);
    }

    @Test
    void aStarNamesEverybody() {
        assertThat(new Network("", PROXY, List.of("*")).proxyTo("ghcr.io")).isEmpty();
    }

    @Test
    void aProxyThatIsNoneIsRefusedAndItsPasswordNeverShown() {
        for (String other : List.of("ftp://u:s3cret@proxy:3128", "socks5://u:s3cret@proxy:1080")) {
            assertThatThrownBy(() -> new Network("", URI.create(other), List.of()))
                    .hasMessageContaining("http://proxy.example.com:3128")
                    .hasMessageNotContaining("s3cret");
        }
        assertThat(new Network("", PROXY, List.of()).toString()).doesNotContain("s3cret");
    }
}
