package io.jenkins.plugins.waybill.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import io.jenkins.plugins.waybill.fixture.RawServer;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Registries that lie about sizes, never end, break off, or send their clients where they must not go. */
class HostileRegistryTest {

    private static final String CHUNKED =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String DIGEST = "sha256:" + "0".repeat(64);

    @TempDir
    private Path directory;

    private static RemoteRepository open(String host) throws RegistryException {
        return new Registry(Credentials.NONE)
                .repository("shop", Credentials.Kind.IMAGE, host + "/team/app", TlsTrust.SYSTEM);
    }

    /** Answers the question whether it is a registry, and everything else as a test says. */
    private static RawServer registry(RawServer.Reply reply) throws IOException {
        return RawServer.answering((request, to) -> {
            if (request.startsWith("GET /v2/ ")) {
                write(to, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
            } else {
                reply.answer(request, to);
            }
        });
    }

    private static void write(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
        to.flush();
    }

    private static void isBroken(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.reason())
                .isEqualTo(RegistryException.Reason.BROKEN));
    }

    @Test
    void aChunkedAnswerThatBreaksOffIsNotTakenForAnAnswer() throws Exception {
        String list = "{\"tags\":[\"1.0.0\"]}";
        String chunk = Integer.toHexString(list.length()) + "\r\n" + list + "\r\n";
        try (RawServer server = registry((request, to) -> write(to, CHUNKED + chunk))) {
            RemoteRepository repository = open("127.0.0.1:" + server.port());
            isBroken(repository::tags);
            isBroken(() -> repository.manifest("1.0.0"));
            isBroken(() -> repository.blob(DIGEST, 1000));
            isBroken(() -> repository.saveBlob(DIGEST, 1000, directory.resolve("blob")));
        }
    }

    @Test
    void anAnswerOfNoDeclaredSizeIsReadToTheLimitAndNoFurther() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        byte[] mebibyte = new byte[1024 * 1024];
        try (RawServer server = registry((request, to) -> {
            write(to, CHUNKED);
            // Ten gigabytes, if it is let.
            for (int i = 0; i < 10 * 1024; i++) {
                write(to, "100000\r\n");
                to.write(mebibyte);
                write(to, "\r\n");
                sent.incrementAndGet();
            }
        })) {
            assertThatThrownBy(() -> open("127.0.0.1:" + server.port()).manifest("1.0.0"))
                    .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.reason())
                            .isEqualTo(RegistryException.Reason.INVALID_ANSWER))
                    .hasMessageContaining("larger than 4 MiB");
            assertThat(sent.get()).isLessThan(200);
        }
    }

    @Test
    void pagesWithoutTagsThatNeverEndAreLeft() throws Exception {
        try (RegistryFront front = RegistryFront.alone()) {
            AtomicInteger page = new AtomicInteger();
            front.behaving(exchange -> {
                if (!exchange.getRequestURI().getPath().endsWith("/tags/list")) {
                    return false;
                }
                exchange.getResponseHeaders()
                        .add("Link", "</v2/team/app/tags/list?last=" + page.incrementAndGet() + ">; rel=\"next\"");
                RegistryFront.answer(exchange, 200, "{\"tags\":[]}");
                return true;
            });
            assertThatThrownBy(() -> open(front.host()).tags())
                    .hasMessageContaining("page after page with hardly a tag");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[fe80::1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://[::ffff:a9fe:a9fe]/",
                "http://2852039166/",
                "//169.254.170.2/v2/credentials"
            })
    void redirectsToLinkLocalAddressesAreNotFollowedHoweverTheyAreWritten(String location) throws Exception {
        try (RegistryFront front = RegistryFront.alone()) {
            front.behaving(exchange -> {
                boolean blob = exchange.getRequestURI().getPath().contains("/blobs/");
                if (blob) {
                    exchange.getResponseHeaders().add("Location", location);
                    RegistryFront.answer(exchange, 307, "");
                }
                return blob;
            });
            assertThatThrownBy(() -> open(front.host()).blob(DIGEST, 1000))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("link-local");
        }
    }

    @Test
    void aServiceThatIsUnavailableAndSaysForHowLongIsLeftAloneThatLong() throws Exception {
        try (RegistryFront front = RegistryFront.alone()) {
            front.behaving(exchange -> {
                boolean tags = exchange.getRequestURI().getPath().endsWith("/tags/list");
                if (tags) {
                    exchange.getResponseHeaders().add("Retry-After", "3600");
                    RegistryFront.answer(exchange, 503, "");
                }
                return tags;
            });
            RemoteRepository repository = open(front.host());
            assertThatThrownBy(repository::tags)
                    .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.retryAfter())
                            .isPresent())
                    .hasMessageContaining("status 503");
            assertThat(front.requests()).hasSize(1);
        }
    }

    @Test
    void theLastAnswerThatIsAllowedIsTakenAndNoMoreAreAskedFor() throws Exception {
        try (RegistryFront front = RegistryFront.alone()) {
            front.behaving(exchange -> {
                boolean tags = exchange.getRequestURI().getPath().endsWith("/tags/list");
                if (tags) {
                    exchange.getResponseHeaders().add("RateLimit", "\"default\";r=0;t=3000");
                    RegistryFront.answer(exchange, 200, "{\"tags\":[\"1.0.0\"]}");
                }
                return tags;
            });
            RemoteRepository repository = open(front.host());
            assertThat(repository.tags()).containsExactly("1.0.0");
            assertThatThrownBy(repository::tags)
                    .hasMessageContaining("it has answered as many as it allows for now")
                    .hasMessageContaining("is asked again in");
            assertThat(front.requests()).hasSize(1);
        }
    }
}
