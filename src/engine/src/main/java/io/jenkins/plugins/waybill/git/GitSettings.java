package io.jenkins.plugins.waybill.git;

import java.time.Duration;
import java.util.Optional;

/**
 * How the Git room behaves where hosts differ.
 *
 * @param timeout for connecting, and for each wait on the remote after that
 * @param plainHttpCredentials whether {@code http://} remotes, which anybody on the way can read, get credentials
 * @param localRemotes whether plain paths and {@code file://} are remotes; a host whose users do not own its disk says
 *     no
 * @param pushAttempts how often a push that lost the race against others is restacked and sent again, at least 1
 * @param gitProgram the {@code git} to run where a remote on this machine's disk has hooks; empty to search the path
 */
public record GitSettings(
        Duration timeout,
        PlainHttpCredentials plainHttpCredentials,
        boolean localRemotes,
        int pushAttempts,
        Optional<String> gitProgram) {

    /** Thirty seconds, no credentials over plain HTTP, local remotes, ten attempts, git from the path. */
    public static final GitSettings DEFAULTS =
            new GitSettings(Duration.ofSeconds(30), PlainHttpCredentials.NEVER, true, 10, Optional.empty());

    /** Checks the limits. */
    public GitSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The timeout must be positive, not " + timeout);
        }
        if (pushAttempts < 1) {
            throw new IllegalArgumentException("A push needs at least one attempt, not " + pushAttempts);
        }
    }

    /** The same, with other credentials over plain HTTP. */
    public GitSettings withPlainHttpCredentials(PlainHttpCredentials allowed) {
        return new GitSettings(timeout, allowed, localRemotes, pushAttempts, gitProgram);
    }

    /** The same, with or without remotes on this machine's disk. */
    public GitSettings withLocalRemotes(boolean allowed) {
        return new GitSettings(timeout, plainHttpCredentials, allowed, pushAttempts, gitProgram);
    }

    /** The same, with another number of attempts. */
    public GitSettings withPushAttempts(int attempts) {
        return new GitSettings(timeout, plainHttpCredentials, localRemotes, attempts, gitProgram);
    }

    /** The same, with another git program. */
    public GitSettings withGitProgram(String program) {
        return new GitSettings(timeout, plainHttpCredentials, localRemotes, pushAttempts, Optional.of(program));
    }

    /** The same, with another timeout. */
    public GitSettings withTimeout(Duration newTimeout) {
        return new GitSettings(newTimeout, plainHttpCredentials, localRemotes, pushAttempts, gitProgram);
    }

    /** Where credentials may go unencrypted. */
    public enum PlainHttpCredentials {
        /** Nowhere. */
        NEVER,
        /** To this machine only. */
        LOOPBACK,
        /** Anywhere. */
        ALWAYS
    }
}
