package io.jenkins.plugins.waybill.registry;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleHost.Keyring;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Network;
import io.jenkins.plugins.waybill.host.RegistryMirror;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.http.HttpSender;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What mirrors do wrong, and what they must not get. */
class MirrorFaultsTest {

    private static final SampleImage IMAGE = SampleImage.created("2026-01-01T00:00:00Z");
    private static final String TAGS = "{\"name\":\"team/app\",\"tags\":[\"1.0.0\"]}";

    private final Keyring keyring = new Keyring();
    private RegistryFront origin;
    private RegistryFront mirror;

    @BeforeEach
    void open() throws Exception {
        origin = RegistryFront.alone().behaving(exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/tags/list")) {
                RegistryFront.answer(exchange, 200, TAGS);
                return true;
            }
            if (path.endsWith("/manifests/1.0.0")) {
                exchange.getResponseHeaders().add("Content-Type", IMAGE.mediaType());
                RegistryFront.answer(exchange, 200, IMAGE.manifest());
                return true;
            }
            return false;
        });
        mirror = RegistryFront.alone();
        mirror("/hub");
    }

    @AfterEach
    void close() throws Exception {
        HttpSender.shared().use(Network.PLAIN);
        origin.close();
        mirror.close();
    }

    private void mirror(String path) throws Exception {
        HttpSender.shared()
                .use(Network.PLAIN.with(List.of(
                        RegistryMirror.of("other.example.com", "https://unasked.example.com"),
                        RegistryMirror.of(origin.host(), "http://" + mirror.host() + path))));
    }

    private RemoteRepository repository() throws RegistryException {
        return new Registry(keyring)
                .repository("shop", Credentials.Kind.IMAGE, origin.host() + "/team/app", TlsTrust.SYSTEM);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 418, 500, 503})
    void whateverTheMirrorSaysInsteadOfAnAnswerTheRegistryItselfIsAsked(int status) throws Exception {
        mirror.behaving(exchange -> {
            RegistryFront.answer(exchange, status, "{\"errors\":[{\"code\":\"NO\",\"message\":\"not here\"}]}");
            return true;
        });
        RemoteRepository repository = repository();
        assertThat(repository.tags()).containsExactly("1.0.0");
        assertThat(repository.route())
                .contains("as " + origin.host() + " itself has it")
                .contains(mirror.host() + "/hub/team/app")
                .contains("status " + status + " (NO not here)");
        assertThat(repository.digest("1.0.0")).contains(IMAGE.digest());
    }

    @Test
    void aPauseThatTheMirrorWantsHoldsNobodyUp() throws Exception {
        mirror.behaving(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "3600");
            RegistryFront.answer(exchange, 429, "");
            return true;
        });
        RemoteRepository repository = repository();
        assertThat(repository.tags()).containsExactly("1.0.0");
        assertThat(repository.route()).contains("429");
        repository.tags();
        assertThat(mirror.requests()).hasSize(1);
    }

    @Test
    void contentThatIsNotWhatItsDigestSaysIsNotTakenFromTheMirror() throws Exception {
        mirror.behaving(exchange -> {
            exchange.getResponseHeaders().add("Docker-Content-Digest", IMAGE.digest());
            RegistryFront.answer(exchange, 200, "{\"forged\":true}");
            return true;
        });
        assertThat(repository().manifest("1.0.0").orElseThrow().content()).isEqualTo(IMAGE.manifest());
    }

    @Test
    void theRegistrysPasswordIsNotShownToTheMirrorNorTheMirrorsToTheRegistry() throws Exception {
        keyring.with(origin.host(), new Credential.UsernamePassword("ada", Secret.of("of-the-registry")))
                .with(mirror.host() + "/hub/team", new Credential.UsernamePassword("bob", Secret.of("of-the-mirror")));
        origin.behaving(exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"origin\"");
            RegistryFront.answer(exchange, 401, "");
            return true;
        });
        mirror.behaving(exchange -> {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"mirror\"");
            RegistryFront.answer(exchange, 401, "");
            return true;
        });
        assertThatThrownBy(() -> repository().tags())
                .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.reason())
                        .isEqualTo(RegistryException.Reason.DENIED));
        assertThat(mirror.authorizations())
                .contains(basic("bob:of-the-mirror"))
                .doesNotContain(basic("ada:of-the-registry"));
        assertThat(origin.authorizations())
                .contains(basic("ada:of-the-registry"))
                .doesNotContain(basic("bob:of-the-mirror"));
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aMirrorThatSendsElsewhereGetsNobodyToALinkLocalAddress() throws Exception {
        mirror.behaving(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data/");
            RegistryFront.answer(exchange, 307, "");
            return true;
        });
        RemoteRepository repository = repository();
        assertThat(repository.tags()).containsExactly("1.0.0");
        assertThat(repository.route()).contains("169.254.169.254").contains("link-local");
    }

    @Test
    void aMirrorAtALinkLocalAddressIsNotAsked() throws Exception {
        HttpSender.shared()
                .use(Network.PLAIN.with(List.of(RegistryMirror.of(origin.host(), "https://169.254.1.1/hub"))));
        RemoteRepository repository = repository();
        assertThat(repository.tags()).containsExactly("1.0.0");
        assertThat(repository.route()).contains("link-local");
    }

    @Test
    void whenNobodyAnswersTheMessageNamesBoth() throws Exception {
        origin.behaving(exchange -> false);
        assertThatThrownBy(() -> repository().tags())
                .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.reason())
                        .isEqualTo(RegistryException.Reason.NOT_FOUND))
                .hasMessageStartingWith(origin.host() + " has no list of tags for " + origin.host() + "/team/app")
                .hasMessageContaining("Its mirror " + mirror.host() + "/hub/team/app gave no answer: ");
        assertThat(repository().digest("1.0.0")).isEmpty();
    }

    @Test
    void theApiMayBeginBelowAPath() throws Exception {
        mirror("/repository/hub/v2");
        mirror.behaving(exchange -> {
            RegistryFront.answer(exchange, 200, TAGS);
            return true;
        });
        repository().tags();
        assertThat(mirror.requests()).containsExactly("GET /repository/hub/v2/team/app/tags/list?n=1000");
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void aMirrorThatCannotBeReachedIsLeftAloneForAWhile() throws Exception {
        URI place = URI.create("http://" + mirror.host());
        mirror.close();
        Registry registry = new Registry(keyring);
        RemoteRepository one =
                registry.repository("shop", Credentials.Kind.IMAGE, origin.host() + "/team/app", TlsTrust.SYSTEM);
        RemoteRepository other =
                registry.repository("shop", Credentials.Kind.IMAGE, origin.host() + "/team/other", TlsTrust.SYSTEM);
        one.tags();
        AtomicInteger requests = new AtomicInteger();
        HttpServer back = HttpServer.create(new InetSocketAddress(place.getHost(), place.getPort()), 0);
        back.createContext("/", exchange -> {
            requests.incrementAndGet();
            RegistryFront.answer(exchange, 200, TAGS);
            exchange.close();
        });
        back.start();
        try {
            assertThat(other.tags()).containsExactly("1.0.0");
            assertThat(other.route()).contains("it is left alone for a minute");
            assertThat(requests).hasValue(0);
            assertThat(repository().route()).isEmpty();
            repository().tags();
            assertThat(requests)
                    .as("by another registry's client, which lost nothing")
                    .hasValue(1);
        } finally {
            back.stop(0);
        }
    }
}
