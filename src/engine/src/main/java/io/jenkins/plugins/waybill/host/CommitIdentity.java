package io.jenkins.plugins.waybill.host;

import org.jspecify.annotations.Nullable;

/**
 * Who makes commits.
 *
 * @param name for people
 * @param email may be a no-reply address
 * @param signingKey OpenPGP private key in ASCII armour and without a passphrase, with which commits and tags are signed;
 *     null to leave them unsigned
 */
public record CommitIdentity(
        String name, String email, @Nullable Secret signingKey) {

    /** Somebody who does not sign. */
    public CommitIdentity(String name, String email) {
        this(name, email, null);
    }
}
