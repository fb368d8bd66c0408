package io.jenkins.plugins.waybill.cloud;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import io.jenkins.plugins.waybill.host.Credential;
import org.jspecify.annotations.Nullable;

/**
 * User names and passwords for the clouds' registries and for GitHub, for keys and identities that are none themselves. Each is kept
 * until shortly before it ends; who asks while somebody else does shares the answer. Thread-safe.
 */
public final class CloudLogins {

    /** Before its end, so that a login does not end on its way. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private static final int MOST = 1_000;

    private static final CloudLogins SHARED = new CloudLogins(Endpoints.REAL, InstantSource.system());

    private final InstantSource clock;
    private final AwsLogins aws;
    private final GoogleLogins google;
    private final AzureLogins azure;
    private final GitHubAppLogins gitHub = new GitHubAppLogins();
    private final Map<Key, Kept> logins = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > MOST;
        }
    };

    /** Only Azure's passwords are for one registry, and GitHub's for one repository. */
    private record Key(Credential credential, String registry) {}

    private static final class Kept {
        private final ReentrantLock asking = new ReentrantLock();
        private @Nullable IssuedLogin login;
        private Instant freshUntil = Instant.MIN;
    }

    CloudLogins(Endpoints endpoints, InstantSource clock) {
        this.clock = clock;
        aws = new AwsLogins(endpoints);
        google = new GoogleLogins(endpoints);
        azure = new AzureLogins(endpoints);
    }

    /** Those of this process. */
    public static CloudLogins shared() {
        return SHARED;
    }

    /** Whether a credential has to be exchanged before a registry, or GitHub, takes it. */
    public static boolean exchanges(Credential credential) {
        return credential instanceof Credential.AwsKey
                || credential instanceof Credential.AwsRole
                || credential instanceof Credential.GoogleKey
                || credential instanceof Credential.GoogleKeyFile
                || credential instanceof Credential.AzureIdentity
                || credential instanceof Credential.GitHubApp;
    }

    /**
     * The user name and password to show to a registry now.
     *
     * @param credential one that {@linkplain #exchanges has to be exchanged}
     * @param registry the registry's host; for a GitHub App the address of the repository
     */
    public Credential.UsernamePassword login(Credential credential, String registry) throws CloudFailure {
        boolean forOne = credential instanceof Credential.AzureIdentity || credential instanceof Credential.GitHubApp;
        Key key = new Key(credential, forOne ? registry : "");
        Kept kept;
        synchronized (logins) {
            kept = logins.computeIfAbsent(key, unknown -> new Kept());
        }
        try {
            kept.asking.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CloudFailure(CloudFailure.Reason.BROKEN, "Not asked: Waybill is closing.");
        }
        try {
            Instant now = clock.instant();
            IssuedLogin known = kept.login;
            if (known == null || !now.isBefore(kept.freshUntil)) {
                known = issue(credential, registry, now);
                kept.login = known;
                kept.freshUntil = freshUntil(known, now);
            }
            return known.login();
        } finally {
            kept.asking.unlock();
        }
    }

    private static Instant freshUntil(IssuedLogin login, Instant now) {
        Duration life = Duration.between(now, login.expires());
        Duration margin = life.compareTo(MARGIN.multipliedBy(2)) > 0 ? MARGIN : life.dividedBy(2);
        return login.expires().minus(margin);
    }

    private IssuedLogin issue(Credential credential, String registry, Instant now) throws CloudFailure {
        if (credential instanceof Credential.AwsKey key) {
            return aws.login(key, now);
        }
        if (credential instanceof Credential.AwsRole role) {
            return aws.login(role, now);
        }
        if (credential instanceof Credential.GoogleKey key) {
            return google.login(key, now);
        }
        if (credential instanceof Credential.GoogleKeyFile key) {
            return google.login(key, now);
        }
        if (credential instanceof Credential.AzureIdentity identity) {
            return azure.login(identity, registry, now);
        }
        if (credential instanceof Credential.GitHubApp app) {
            return gitHub.login(app, registry, now);
        }
        throw new IllegalArgumentException("Nothing to exchange in " + credential.getClass());
    }
}
