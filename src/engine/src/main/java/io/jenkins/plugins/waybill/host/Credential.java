package io.jenkins.plugins.waybill.host;

import org.jspecify.annotations.Nullable;

/** Access to a repository. */
public sealed interface Credential {

    /** A user name and a password, or a token in the password's place. */
    record UsernamePassword(String username, Secret password) implements Credential {}

    /** A bearer token without a user name. */
    record Token(Secret token) implements Credential {}

    /**
     * A private key for SSH.
     *
     * @param username the user at the server; empty for the one in the URL
     * @param key OpenSSH or PEM text
     * @param passphrase null for a key that has none
     */
    record PrivateKey(String username, Secret key, @Nullable Secret passphrase) implements Credential {}
}
