package io.jenkins.plugins.waybill.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleHost.Keyring;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What registries, and what stands between, do wrong; and the protocol's parts that docker-registry does not have. */
class RegistryFaultsTest {

    private static final String SECRET = "s3cret-of-the-registry";

    private RegistryFront front;
    private final Keyring keyring = new Keyring();
    private RemoteRepository repository;

    @BeforeEach
    void open() throws Exception {
        front = RegistryFront.alone();
        repository = new Registry(keyring)
                .repository("shop", Credentials.Kind.IMAGE, front.host() + "/team/app", TlsTrust.SYSTEM);
    }

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void allPagesOfTagsAreRead() throws Exception {
        List<String> all = IntStream.range(0, 10_500).mapToObj(i -> "1.0." + i).toList();
        front.behaving(exchange -> isTags(exchange) && page(exchange, all));
        assertThat(repository.tags()).isEqualTo(all);
        assertThat(front.requests()).hasSize(11);
    }

    private static boolean page(HttpExchange exchange, List<String> all) {
        String query = exchange.getRequestURI().getQuery();
        int from = query.contains("last=") ? all.indexOf(query.replaceFirst(".*last=", "")) + 1 : 0;
        List<String> page = all.subList(from, Math.min(from + 1000, all.size()));
        if (from + 1000 < all.size()) {
            exchange.getResponseHeaders()
                    .add(
                            "Link",
                            "</v2/team/app/tags/list?n=1000&last=" + page.get(page.size() - 1) + ">; rel=\"next\"");
        }
        return tags(exchange, page);
    }

    @Test
    void aPageThatLeadsToItselfOrElsewhereIsRefused() {
        front.behaving(exchange -> {
            exchange.getResponseHeaders().add("Link", "</v2/team/app/tags/list?n=1000>; rel=\"next\"");
            return isTags(exchange) && tags(exchange, List.of("1.0.0"));
        });
        assertThatThrownBy(repository::tags).hasMessageContaining("sends the same page again");
        front.behaving(exchange -> {
            exchange.getResponseHeaders().add("Link", "<https://evil.example.com/v2/team/app/tags>; rel=\"next\"");
            return isTags(exchange) && tags(exchange, List.of("1.0.0"));
        });
        assertThatThrownBy(repository::tags).hasMessageContaining("not on the registry");
    }

    @Test
    void anUnchangedPageIsNotSentAgain() throws Exception {
        List<String> bodies = new ArrayList<>();
        front.behaving(exchange -> {
            if (!isTags(exchange)) {
                return false;
            }
            exchange.getResponseHeaders().add("ETag", "\"one\"");
            if ("\"one\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                RegistryFront.answer(exchange, 304, "");
                return true;
            }
            bodies.add("sent");
            return tags(exchange, List.of("1.0.0"));
        });
        assertThat(repository.tags()).containsExactly("1.0.0");
        assertThat(repository.tags()).containsExactly("1.0.0");
        assertThat(bodies).hasSize(1);
    }

    @Test
    void whoAsksForTagsWhileSomebodyDoesSharesTheAnswer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        front.behaving(exchange -> {
            if (!isTags(exchange)) {
                return false;
            }
            asked.countDown();
            await(go);
            return tags(exchange, List.of("1.0.0"));
        });
        CompletableFuture<List<String>> first = CompletableFuture.supplyAsync(this::tagsUnchecked);
        await(asked);
        Thread second = new Thread(this::tagsUnchecked);
        second.start();
        while (second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        go.countDown();
        assertThat(first.get()).containsExactly("1.0.0");
        second.join();
        assertThat(front.requests()).hasSize(1);
    }

    @Test
    void aTokenIsFetchedAsTheChallengeSaysAndKept() throws Exception {
        keyring.with(front.host(), new Credential.UsernamePassword("ada", Secret.of(SECRET)));
        reopen();
        front.behaving(exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/token")) {
                RegistryFront.answer(exchange, 200, "{\"token\":\"fresh-token\",\"expires_in\":300}");
                return true;
            }
            if ("Bearer fresh-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                return isTags(exchange) && tags(exchange, List.of("1.0.0"));
            }
            challenge(
                    exchange,
                    "Bearer realm=\"http://" + front.host() + "/token\",service=\"registry, of tests\","
                            + "scope=\"repository:team/app:pull\"");
            return true;
        });
        assertThat(repository.tags()).containsExactly("1.0.0");
        assertThat(front.requests())
                .containsExactly(
                        "GET /v2/team/app/tags/list?n=1000",
                        "GET /token?service=registry%2C+of+tests&scope=repository%3Ateam%2Fapp%3Apull",
                        "GET /v2/team/app/tags/list?n=1000");
        assertThat(front.authorizations().stream().filter(text -> text.startsWith("Basic ")))
                .as("only the token service gets the password")
                .hasSize(1);
        front.forget();
        repository.tags();
        assertThat(front.requests()).hasSize(1);
    }

    @Test
    void aTokenThatIsRefusedIsFetchedAnewOnce() throws Exception {
        AtomicInteger tokens = new AtomicInteger();
        front.behaving(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                RegistryFront.answer(exchange, 200, "{\"access_token\":\"token-" + tokens.incrementAndGet() + "\"}");
                return true;
            }
            String wanted = "Bearer token-" + (front.requests().size() > 4 ? 2 : 1);
            if (wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                return isTags(exchange) && tags(exchange, List.of("1.0.0"));
            }
            challenge(exchange, "Bearer realm=\"http://" + front.host() + "/token\"");
            return true;
        });
        repository.tags();
        repository.tags();
        repository.tags();
        assertThat(tokens).hasValue(2);
    }

    @Test
    void anIdentityTokenIsExchanged() throws Exception {
        keyring.with(front.host(), new Credential.Token(Secret.of(SECRET)));
        reopen();
        List<String> forms = new ArrayList<>();
        front.behaving(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                forms.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                RegistryFront.answer(exchange, 200, "{\"access_token\":\"exchanged\"}");
                return true;
            }
            if ("Bearer exchanged".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                return isTags(exchange) && tags(exchange, List.of("1.0.0"));
            }
            challenge(exchange, "Bearer realm=\"http://" + front.host() + "/token\",service=\"s\"");
            return true;
        });
        assertThat(repository.tags()).containsExactly("1.0.0");
        assertThat(forms).singleElement().asString().contains("grant_type=refresh_token", "refresh_token=" + SECRET);
    }

    @Test
    void aTokenServiceThatRefusesIsNamedWithWhatToDo() {
        front.behaving(exchange -> {
            if (exchange.getRequestURI().getPath().equals("/token")) {
                RegistryFront.answer(exchange, 403, "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no entry\"}]}");
            } else {
                challenge(exchange, "Bearer realm=\"http://" + front.host() + "/token\"");
            }
            return true;
        });
        assertThatThrownBy(repository::tags)
                .hasMessageContaining("The token service")
                .hasMessageContaining("DENIED no entry")
                .hasMessageContaining("Register credentials");
    }

    @Test
    void passwordsAndTokensStayOffOtherHostsWhenABlobIsElsewhere() throws Exception {
        SampleImage image = SampleImage.created("2026-01-01T00:00:00Z");
        String digest = image.blobs().keySet().iterator().next();
        keyring.with(front.host(), new Credential.UsernamePassword("ada", Secret.of(SECRET)));
        reopen();
        try (RegistryFront storage = RegistryFront.alone()) {
            storage.behaving(exchange -> {
                RegistryFront.answer(exchange, 200, image.blobs().get(digest));
                return true;
            });
            front.behaving(exchange -> {
                if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
                    challenge(exchange, "Basic realm=\"here\"");
                } else {
                    exchange.getResponseHeaders().add("Location", "http://" + storage.host() + "/bucket/blob?sig=1");
                    RegistryFront.answer(exchange, 307, "");
                }
                return true;
            });
            assertThat(repository.blob(digest, 10_000)).isEqualTo(image.blobs().get(digest));
            assertThat(storage.authorizations()).containsExactly("");
        }
    }

    @Test
    void aRedirectToWhereMachinesKeepTheirCredentialsIsRefused() {
        front.behaving(exchange -> {
            if (isTags(exchange)) {
                exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data/");
                RegistryFront.answer(exchange, 307, "");
            }
            return isTags(exchange);
        });
        assertThatThrownBy(repository::tags)
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("169.254.169.254")
                .hasMessageContaining("link-local");
    }

    @Test
    void tooManyRequestsAreWaitedForWhenTheWaitIsShort() throws Exception {
        AtomicInteger refusals = new AtomicInteger(1);
        front.behaving(exchange -> {
            if (isTags(exchange) && refusals.getAndDecrement() > 0) {
                exchange.getResponseHeaders().add("Retry-After", "1");
                RegistryFront.answer(exchange, 429, "");
                return true;
            }
            return isTags(exchange) && tags(exchange, List.of("1.0.0"));
        });
        assertThat(repository.tags()).containsExactly("1.0.0");
    }

    @Test
    void aLongPauseIsKeptByAllWhoAskThatHostAndSaidToThem() throws Exception {
        front.behaving(exchange -> {
            if (isTags(exchange)) {
                exchange.getResponseHeaders().add("Retry-After", "3600");
                RegistryFront.answer(exchange, 429, "");
                return true;
            }
            return false;
        });
        assertThatThrownBy(repository::tags)
                .isInstanceOfSatisfying(RegistryException.class, e -> {
                    assertThat(e.reason()).isEqualTo(RegistryException.Reason.RATE_LIMITED);
                    assertThat(e.retryAfter()).hasValueSatisfying(pause -> assertThat(pause)
                            .isGreaterThan(java.time.Duration.ofMinutes(59)));
                })
                .hasMessageContaining("429")
                .hasMessageContaining("Give it credentials");
        front.forget();
        assertThatThrownBy(() -> repository.digest("1.0.0"))
                .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.reason())
                        .isEqualTo(RegistryException.Reason.RATE_LIMITED));
        assertThat(front.requests()).isEmpty();
    }

    @Test
    void aServerThatStumblesOrHangsUpIsAskedOnceMore() throws Exception {
        AtomicInteger number = new AtomicInteger();
        front.behaving(exchange -> {
            if (!isTags(exchange)) {
                return false;
            }
            switch (number.getAndIncrement()) {
                case 0 -> RegistryFront.answer(exchange, 502, "bad gateway");
                case 1 -> exchange.close();
                default -> tags(exchange, List.of("1.0.0"));
            }
            return true;
        });
        assertThat(repository.tags()).containsExactly("1.0.0");
    }

    @Test
    void anAnswerThatBreaksOffIsNotTakenForAnAnswer() {
        front.behaving(exchange -> {
            if (!isTags(exchange)) {
                return false;
            }
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"tags\":[\"1.0.0\"]}".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
            return true;
        });
        assertThatThrownBy(repository::tags).isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.reason())
                .isEqualTo(RegistryException.Reason.BROKEN));
    }

    @Test
    void aManifestThatClaimsTenGigabytesIsNotRead() {
        front.behaving(exchange -> {
            if (!exchange.getRequestURI().getPath().contains("/manifests/")) {
                return false;
            }
            exchange.sendResponseHeaders(200, 10L * 1024 * 1024 * 1024);
            exchange.getResponseBody().write("{".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            return true;
        });
        assertThatThrownBy(() -> repository.manifest("1.0.0"))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("larger than 4 MiB");
    }

    @Test
    void aManifestThatIsABombInGzipIsNotUnpacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 64; i++) {
                gzip.write(new byte[1024 * 1024]);
            }
        }
        front.behaving(exchange -> {
            if (!exchange.getRequestURI().getPath().contains("/manifests/")) {
                return false;
            }
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            RegistryFront.answer(exchange, 200, packed.toByteArray());
            return true;
        });
        assertThatThrownBy(() -> repository.manifest("1.0.0")).hasMessageContaining("larger than 4 MiB when unpacked");
    }

    @Test
    void contentThatIsNotWhatItsDigestPromisesIsRefused() {
        SampleImage image = SampleImage.created("2026-01-01T00:00:00Z");
        front.behaving(exchange -> {
            if (!exchange.getRequestURI().getPath().contains("/v2/team")) {
                return false;
            }
            exchange.getResponseHeaders().add("Docker-Content-Digest", image.digest());
            RegistryFront.answer(exchange, 200, "{\"schemaVersion\":2}");
            return true;
        });
        assertThatThrownBy(() -> repository.manifest("1.0.0")).hasMessageContaining("not what the registry promised");
        assertThatThrownBy(() -> repository.blob(image.digest(), 1000))
                .hasMessageContaining("not what the registry promised");
    }

    @Test
    void aRegistryThatKnowsNoHeadOrTellsNoDigestIsAskedForTheManifest() throws Exception {
        SampleImage image = SampleImage.created("2026-01-01T00:00:00Z");
        front.behaving(exchange -> {
            boolean manifest = exchange.getRequestURI().getPath().contains("/manifests/");
            if (manifest && exchange.getRequestMethod().equals("HEAD")) {
                RegistryFront.answer(exchange, 405, "");
            } else if (manifest) {
                exchange.getResponseHeaders().add("Content-Type", image.mediaType());
                RegistryFront.answer(exchange, 200, image.manifest());
            }
            return manifest;
        });
        assertThat(repository.digest("1.0.0")).contains(image.digest());
    }

    @Test
    void aServerThatIsNoRegistryIsSaidToBeNone() {
        front.behaving(exchange -> {
            RegistryFront.answer(exchange, 200, "<html>Welcome</html>");
            return true;
        });
        assertThatThrownBy(repository::tags).hasMessageContaining("is no list of tags");
    }

    @Test
    void aHostThatDoesNotExistIsSaidNotTo() throws Exception {
        RemoteRepository nowhere = new Registry(keyring)
                .repository("shop", Credentials.Kind.IMAGE, "registry.invalid/team/app", TlsTrust.SYSTEM);
        assertThatThrownBy(nowhere::tags)
                .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.reason())
                        .isEqualTo(RegistryException.Reason.UNREACHABLE))
                .hasMessageContaining("registry.invalid");
    }

    private void reopen() throws RegistryException {
        repository = new Registry(keyring)
                .repository("shop", Credentials.Kind.IMAGE, front.host() + "/team/app", TlsTrust.SYSTEM);
    }

    private List<String> tagsUnchecked() {
        try {
            return repository.tags();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isTags(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().equals("/v2/team/app/tags/list");
    }

    private static boolean tags(HttpExchange exchange, List<String> tags) {
        RegistryFront.answer(
                exchange,
                200,
                "{\"name\":\"team/app\",\"tags\":["
                        + tags.stream().map(tag -> "\"" + tag + "\"").collect(Collectors.joining(",")) + "]}");
        return true;
    }

    private static void challenge(HttpExchange exchange, String how) {
        exchange.getResponseHeaders().add("WWW-Authenticate", how);
        RegistryFront.answer(exchange, 401, "");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
