package io.jenkins.plugins.waybill.registry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RepositoryNameTest {

    @ParameterizedTest
    @CsvSource({
        "nginx, registry-1.docker.io, library/nginx",
        "docker.io/nginx, registry-1.docker.io, library/nginx",
        "index.docker.io/library/nginx, registry-1.docker.io, library/nginx",
        "registry-1.docker.io/example/app, registry-1.docker.io, example/app",
        "example/app, registry-1.docker.io, example/app",
        "ghcr.io/example/app, ghcr.io, example/app",
        "GHCR.io/example/app/, ghcr.io, example/app",
        "localhost/app, localhost, app",
        "localhost:5000/team/app, localhost:5000, team/app",
        "registry:5000/app, registry:5000, app",
        "oci://registry.example.com/charts/app, registry.example.com, charts/app",
        "example.com/a__b/c-d.e, example.com, a__b/c-d.e"
    })
    void addressesAreReadAsDockerReadsThem(String repoUrl, String host, String path) throws Exception {
        assertThat(RepositoryName.of(repoUrl)).isEqualTo(new RepositoryName(host, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "https://ghcr.io/example/app", "ghcr.io/Example/App", "app:1.0.0", "ghcr.io/a@b", "a b"})
    void whatIsNoAddressIsRefusedWithAnExample(String repoUrl) {
        assertThatThrownBy(() -> RepositoryName.of(repoUrl))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("such as ghcr.io/example/app");
    }

    @Test
    void onlyHostsOnLoopbackAndInPrivateNetworksMayBeWithoutTls() {
        assertThat(new String[] {
                    "localhost",
                    "localhost:5000",
                    "127.0.0.1:5000",
                    "[::1]:5000",
                    "10.1.2.3",
                    "192.168.0.9:80",
                    "172.16.0.1",
                    "nas.local"
                })
                .allMatch(host -> new RepositoryName(host, "app").mayBePlain());
        assertThat(new String[] {"ghcr.io", "172.15.0.1", "11.0.0.1", "localhost.example.com", "10.example.com"})
                .noneMatch(host -> new RepositoryName(host, "app").mayBePlain());
    }
}
