package io.jenkins.plugins.waybill.forge;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.StubServer;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;

/** A forge whose answers a test dictates. */
final class ForgeBench implements AutoCloseable {

    static final String TOKEN = "s3cr3t-token";
    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    final StubServer server = StubServer.start();
    private final String path;
    private final Provider provider;

    ForgeBench(Provider provider, String path) throws IOException {
        this.provider = provider;
        this.path = path;
    }

    /** As somebody with a user name and a token. */
    Forge forge() throws ForgeException {
        return forge(new Credential.UsernamePassword("ada", Secret.of(TOKEN)), Duration.ofMinutes(5));
    }

    Forge forge(Credential credential, Duration timeout) throws ForgeException {
        return new Forges(timeout, Duration.ofMillis(1))
                .open(
                        new ForgeRepository("shop", server.url() + path, provider.id(), false),
                        new SampleHost.Keyring().with("http", credential),
                        () -> NOW);
    }

    static PullRequest open(long number) {
        return new PullRequest(number, "", PullRequest.State.OPEN, "", null, Instant.EPOCH);
    }

    static MergeWish wish(String method) {
        return new MergeWish(method, false, false);
    }

    /** One who waits, for the first time. */
    static final MergeWish PATIENT = new MergeWish(null, true, false);

    /** One who waits for what was put under way before. */
    static final MergeWish AGAIN = new MergeWish(null, true, true);

    @Override
    public void close() {
        server.close();
    }
}
