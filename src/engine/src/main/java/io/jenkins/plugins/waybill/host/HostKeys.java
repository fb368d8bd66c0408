package io.jenkins.plugins.waybill.host;

import java.nio.file.Path;

/**
 * Which SSH servers to trust.
 *
 * @param policy how strict
 * @param knownHosts an OpenSSH known_hosts file; written to under {@link Policy#ACCEPT_FIRST}
 */
public record HostKeys(Policy policy, Path knownHosts) {

    /** What to do with a server whose key is not in the file; a changed key is always refused. */
    public enum Policy {
        /** Refuse it. */
        STRICT,
        /** Trust and remember the first key seen. */
        ACCEPT_FIRST
    }
}
