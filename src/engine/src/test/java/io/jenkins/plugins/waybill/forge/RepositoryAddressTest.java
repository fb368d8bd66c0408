package io.jenkins.plugins.waybill.forge;

import java.net.URI;
import java.util.Optional;

import io.jenkins.plugins.waybill.host.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RepositoryAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://github.com/o/r.git,            https://github.com,          o/r",
        "https://ada:pw@GitHub.com/o/r/,        https://github.com,          o/r",
        "http://127.0.0.1:8080/o/r,             http://127.0.0.1:8080,       o/r",
        "ssh://git@forge.example.com:7999/P/r.git, https://forge.example.com, P/r",
        "git@gitlab.com:group/sub/r.git,        https://gitlab.com,          group/sub/r",
        "https://dev.azure.com/o/My%20P/_git/r, https://dev.azure.com,       o/My P/_git/r"
    })
    void isReadFromTheAddressThatGitUses(String url, String origin, String path) {
        RepositoryAddress address = RepositoryAddress.of(url).orElseThrow();

        assertThat(address.origin()).isEqualTo(origin);
        assertThat(String.join("/", address.path())).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "github.com,GITHUB", "github.example.com,GITHUB", "acme.ghe.com,GITHUB", "gitlab.example.com,GITLAB",
        "try.gitea.io,GITEA", "dev.azure.com,AZURE", "acme.visualstudio.com,AZURE", "bitbucket.org,BITBUCKET",
        "bitbucket.example.com,", "git.example.com,"
    })
    void theHostTellsTheProviderAsInKargo(String host, Provider provider) {
        assertThat(Provider.ofHost(host)).isEqualTo(Optional.ofNullable(provider));
    }

    @Test
    void gitHubsApiIsWhereEachEditionHasIt() throws Exception {
        assertThat(api("https://github.com/o/r").repository("/pulls"))
                .isEqualTo(URI.create("https://api.github.com/repos/o/r/pulls"));
        assertThat(api("https://github.com/o/r").graphql()).isEqualTo(URI.create("https://api.github.com/graphql"));
        assertThat(api("https://acme.ghe.com/o/r").repository(""))
                .isEqualTo(URI.create("https://api.acme.ghe.com/repos/o/r"));
        assertThat(api("git@github.example.com:o/r.git").repository(""))
                .isEqualTo(URI.create("https://github.example.com/api/v3/repos/o/r"));
        assertThat(api("https://github.example.com:8443/o/r").graphql())
                .isEqualTo(URI.create("https://github.example.com:8443/api/graphql"));
    }

    private static GitHubApi api(String url) throws ForgeException {
        return GitHubApi.of(RepositoryAddress.of(url).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://git.example.com/o/r      |           | What runs at git.example.com cannot be told from its name.
            https://git.example.com/o/r      | sourcehut | Set provider to one of azure, bitbucket, gitea, github, gitlab.
            /srv/git/r.git                   | github    | repoURL is not on a server, so there are no pull requests
            https://github.com/r             |           | an owner and a name are expected
            https://bitbucket.org/w/x/r      |           | a workspace and a name are expected
            https://stash.example.com/r      | bitbucket | a project and a name are expected
            https://dev.azure.com/o/r        |           | expected something like https://dev.azure.com/organisation
            https://gitea.example.com/r      |           | an owner and a name are expected
            """)
    void anAddressThatIsNoneSaysWhatIsExpected(String url, String provider, String message) {
        assertThatThrownBy(() -> new Forges()
                        .open(
                                new ForgeRepository("shop", url, provider, false),
                                Credentials.NONE,
                                () -> ForgeBench.NOW))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining(message)
                .extracting("kind")
                .isEqualTo(ForgeException.Kind.MISCONFIGURED);
    }
}
