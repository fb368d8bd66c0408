package io.jenkins.plugins.waybill.host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RegistryMirrorTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://m.example.com,                      https://m.example.com,      library/nginx
            https://m.example.com/,                     https://m.example.com,      library/nginx
            https://m.example.com:8443/hub,             https://m.example.com:8443, hub/library/nginx
            https://m.example.com/a/b/,                 https://m.example.com,      a/b/library/nginx
            https://m.example.com/v2/hub,               https://m.example.com,      hub/library/nginx
            https://m.example.com/repository/hub/v2,    https://m.example.com/repository/hub, library/nginx
            https://m.example.com/api/v2/hub/,          https://m.example.com/api,  hub/library/nginx
            https://m.example.com/v2x/hub,              https://m.example.com,      v2x/hub/library/nginx
            http://127.0.0.1:5000,                      http://127.0.0.1:5000,      library/nginx
            http://10.1.2.3/hub,                        http://10.1.2.3,            hub/library/nginx
            """)
    void aPathGoesBeforeTheRepositorysNameUnlessItSaysWhereTheApiBegins(String url, String api, String repository) {
        RegistryMirror mirror = RegistryMirror.parse("docker.io=" + url);
        assertThat(mirror.api()).isEqualTo(api);
        assertThat(mirror.repository("library/nginx")).isEqualTo(repository);
    }

    @Test
    void dockerHubHasOneNameWhateverItIsCalled() {
        for (String name : new String[] {"docker.io", "index.docker.io", "registry-1.docker.io", " Docker.IO "}) {
            assertThat(RegistryMirror.of(name, "https://m.example.com").registry())
                    .isEqualTo("docker.io");
        }
        assertThat(RegistryMirror.parse("localhost:5000=https://m.example.com").registry())
                .isEqualTo("localhost:5000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://m.example.com",
                "nginx=https://m.example.com",
                "docker.io/library=https://m.example.com",
                "=https://m.example.com",
                "docker.io=m.example.com",
                "docker.io=ftp://m.example.com",
                "docker.io=https://m.example.com/a b",
                "docker.io=https://m.example.com?x=1",
                "docker.io=https://m.example.com/#x",
                "docker.io=https://m.example.com/a//b",
                "docker.io=https://",
                "docker.io="
            })
    void whatIsNoMirrorIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> RegistryMirror.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Write it like docker.io=https://mirror.example.com/docker-hub");
    }

    @Test
    void aMirrorWithoutTlsMustBeNear() {
        assertThatThrownBy(() -> RegistryMirror.parse("docker.io=http://m.example.com"))
                .hasMessageContaining("without TLS")
                .hasMessageContaining("Give it an https address");
    }

    @Test
    void aPasswordInTheAddressIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> RegistryMirror.parse("docker.io=https://ada:hunter2@m.example.com"))
                .hasMessageContaining("Register them as credentials")
                .hasMessageNotContaining("hunter2");
    }
}
