package io.jenkins.plugins.waybill.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;

import io.jenkins.plugins.waybill.fixture.RawServer;
import io.jenkins.plugins.waybill.fixture.SelfSigned;
import io.jenkins.plugins.waybill.fixture.TunnelProxy;
import io.jenkins.plugins.waybill.http.HttpFailure.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.jenkins.plugins.waybill.http.Wire.assertFails;
import static io.jenkins.plugins.waybill.http.Wire.head;
import static io.jenkins.plugins.waybill.http.Wire.ok;
import static io.jenkins.plugins.waybill.http.Wire.redirecting;
import static io.jenkins.plugins.waybill.http.Wire.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Proxies, certificates, and addresses to which no way leads. */
@Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WayOutTest {

    private static final HttpSender SENDER = HttpSender.shared();

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "http://169.254.169.254/latest, 169.254.169.254",
        "http://[fe80::1]/, [fe80::1]",
        "http://[::ffff:169.254.169.254]/, [::ffff:169.254.169.254]"
    })
    void linkLocalAddressesAreRefused(String url, String host) throws Exception {
        String message = host + " is a link-local address; requests to those are refused.";
        assertFails(HttpCall.get(url)).withMessage("The host " + message);
        assertFails(HttpCall.get("http://127.0.0.1:1/").proxy(url)).withMessage("The proxy " + message);
        try (RawServer server = redirecting(302, url)) {
            assertFails(HttpCall.get(server.url())).withMessage("The host " + message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100.100.100.200", "168.63.129.16", "[fd00:ec2::254]", "[fd00:ec2::23]", "[fd20:ce::254]"})
    void addressesOfCloudsMetadataAreRefused(String host) throws Exception {
        assertFails(HttpCall.get("http://" + host + "/latest"))
                .withMessage("The host " + host
                        + " is where a cloud's machines get their credentials; requests to those" + " are refused.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://p p|The proxy 'http://p p' is no URL: Illegal character in authority.",
                "proxy:3128|The proxy 'proxy:3128' is no URL such as http://proxy.example.com:3128.",
                "http://|The proxy 'http://' is no URL: Expected authority.",
                "socks5://u:p@proxy|The proxy 'socks5://proxy' is no URL such as http://proxy.example.com:3128."
            })
    void whatIsNoProxyIsRefused(String proxy, String message) {
        assertThatExceptionOfType(HttpFailure.class)
                .isThrownBy(() -> HttpCall.get("http://example.com").proxy(proxy))
                .withMessage(message);
    }

    @Test
    void aProxyIsAskedForTheServerAndGetsItsPassword() throws Exception {
        try (RawServer proxy = RawServer.saying(ok("by proxy"))) {
            HttpAnswer answer = SENDER.send(HttpCall.get("http://only-the-proxy-knows.invalid/x")
                    .header("Authorization", "Bearer t")
                    .proxy("http://user:pw@127.0.0.1:" + proxy.port()));
            assertThat(answer.text()).isEqualTo("by proxy");
            assertThat(proxy.requests().get(0))
                    .startsWith("GET http://only-the-proxy-knows.invalid/x HTTP/1.1")
                    .contains("Proxy-Authorization: Basic dXNlcjpwdw==")
                    .contains("Authorization: Bearer t");
        }
    }

    @Test
    void aProxyOnTheWayToAnHttpsServerGetsItsPasswordToo() throws Exception {
        try (RawServer server = RawServer.saying("");
                TunnelProxy proxy = TunnelProxy.to("127.0.0.1:" + server.port(), "user:pw")) {
            String at = "@127.0.0.1:" + proxy.url().getPort();
            HttpCall call = HttpCall.get("https://only-the-proxy-knows.invalid/x");
            assertFails(call.proxy("http://user:pw" + at))
                    .withMessage(
                            "GET https://only-the-proxy-knows.invalid/x failed: only-the-proxy-knows.invalid hung up"
                                    + " during the TLS handshake. Check that it speaks TLS at that port.")
                    .matches(failure -> failure.reason() == Reason.UNREACHABLE);
            assertFails(call.proxy("http://user:other" + at))
                    .withMessage("GET https://only-the-proxy-knows.invalid/x failed: the proxy 127.0.0.1 does not lead"
                            + " there (CONNECT refused by proxy: HTTP/1.1 407 Who are you). Check what it allows, and the"
                            + " user and password it wants.")
                    .matches(failure -> failure.reason() == Reason.UNREACHABLE);
            assertThat(proxy.requests())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch("CONNECT only-the-proxy-knows.invalid:443 HTTP/1.1"::equals);
        }
    }

    @Test
    void aProxyMayBeSpokenToOverTls() throws Exception {
        SelfSigned identity = SelfSigned.create();
        try (RawServer server = RawServer.saying("");
                TunnelProxy proxy = TunnelProxy.securelyTo("127.0.0.1:" + server.port(), "user:pw", identity)) {
            HttpCall call = HttpCall.get("https://only-the-proxy-knows.invalid/x")
                    .proxy(proxy.url().toString().replace("//", "//user:pw@"));
            assertFails(call).matches(failure -> failure.reason() == Reason.UNTRUSTED);
            assertThat(proxy.requests()).isEmpty();
            assertFails(call.trust(TlsTrust.authorities(identity.certificate())))
                    .withMessageContaining("only-the-proxy-knows.invalid hung up during the TLS handshake");
            assertThat(proxy.requests()).containsOnly("CONNECT only-the-proxy-knows.invalid:443 HTTP/1.1");
        }
    }

    @Test
    void aServerThatWantsACertificateIsShownTheOneOfTheRuntime() throws Exception {
        SelfSigned identity = SelfSigned.create();
        Path keys = directory.resolve("keys.p12");
        identity.save(keys);
        try (SSLServerSocket server =
                (SSLServerSocket) identity.sockets().createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            server.setNeedClientAuth(true);
            answering(server);
            String url = "https://127.0.0.1:" + server.getLocalPort() + "/";
            TlsTrust trust = TlsTrust.authorities(identity.certificate());
            assertFails(HttpCall.get(url).trust(trust));
            System.setProperty("javax.net.ssl.keyStore", keys.toString());
            System.setProperty("javax.net.ssl.keyStorePassword", SelfSigned.PASSWORD);
            // Another trust, so that another client is made.
            TlsTrust again = TlsTrust.authorities(identity.certificate() + "\n");
            assertThat(SENDER.send(HttpCall.get(url).trust(again)).text()).isEqualTo("x");
        } finally {
            System.clearProperty("javax.net.ssl.keyStore");
            System.clearProperty("javax.net.ssl.keyStorePassword");
        }
    }

    private static void answering(ServerSocket server) {
        Thread serving = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket one = server.accept()) {
                    head(new BufferedReader(new InputStreamReader(one.getInputStream(), StandardCharsets.US_ASCII)));
                    write(one.getOutputStream(), ok("x"));
                } catch (IOException e) {
                    // A client without a certificate, or the end of the test.
                }
            }
        });
        serving.setDaemon(true);
        serving.start();
    }
}
