package io.jenkins.plugins.waybill.git;

import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RemoteUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://GitHub.com/acme/app.git, HTTPS, https://github.com/acme/app.git",
        "https://github.com/acme/app/, HTTPS, https://github.com/acme/app",
        "http://10.0.0.1:3000/app, HTTP, http://10.0.0.1:3000/app",
        "https://bob:s3cret@host/app, HTTPS, https://host/app",
        "https://t0ken@host/app, HTTPS, https://host/app",
        "ssh://git@host:2222/app, SSH, ssh://git@host:2222/app",
        "git@github.com:acme/app.git, SSH, git@github.com:acme/app.git",
        "ssh://bob:s3cret@host/app, SSH, ssh://bob@host/app",
        "file:///srv/git/app.git, LOCAL, file:///srv/git/app.git",
        "/srv/git/app.git/, LOCAL, /srv/git/app.git",
    })
    void addressesAreTakenApart(String url, RemoteUrl.Kind kind, String shown) throws Exception {
        RemoteUrl parsed = RemoteUrl.parse(url);

        assertThat(parsed.kind()).isEqualTo(kind);
        assertThat(parsed.shown()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext::sh -c touch% /tmp/x",
                "git://host/app",
                "ftp://host/app",
                "https://",
                "ssh://-oProxyCommand=x/app",
                "ssh://bob:s3cret@/nohost",
                ""
            })
    void everythingElseIsRefusedWithoutRepeatingThePassword(String url) {
        assertThatThrownBy(() -> RemoteUrl.parse(url))
                .isInstanceOf(GitException.class)
                .hasMessageContaining("is not the address of a Git repository")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void whatIsInTheAddressIsACredential() throws Exception {
        assertThat(RemoteUrl.parse("https://bob:p%40ss+word@host/app").embedded())
                .contains(new Credential.UsernamePassword("bob", Secret.of("p@ss+word")));
        assertThat(RemoteUrl.parse("https://t0ken@host/app").embedded())
                .contains(new Credential.UsernamePassword("t0ken", Secret.of("")));
        assertThat(RemoteUrl.parse("ssh://git@host/app").embedded()).isEmpty();
    }

    @Test
    void directoriesAreReadableAndDistinct() throws Exception {
        String one = RemoteUrl.parse("https://github.com/acme/app.git").directoryName();
        String other = RemoteUrl.parse("https://github.com/acme-app.git").directoryName();

        assertThat(one).startsWith("github.com-acme-app.git-").doesNotContain("/");
        assertThat(other).startsWith("github.com-acme-app.git-").isNotEqualTo(one);
        assertThat(RemoteUrl.parse("https://x:y@github.com/acme/app.git").directoryName())
                .isEqualTo(one);
        assertThat(RemoteUrl.parse("https://host/" + "long/".repeat(100)).directoryName())
                .hasSizeLessThan(120);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:80/a, true",
        "http://localhost/a, true",
        "http://10.0.0.1/a, false",
        "http://localhost.evil.com/a, false",
        "http://127.0.0.1.evil.com/a, false"
    })
    void onlyThisMachineIsLoopback(String url, boolean loopback) throws Exception {
        assertThat(RemoteUrl.parse(url).isLoopback()).isEqualTo(loopback);
    }
}
