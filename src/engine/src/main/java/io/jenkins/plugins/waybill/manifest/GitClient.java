package io.jenkins.plugins.waybill.manifest;

import org.jspecify.annotations.Nullable;

/**
 * Who makes commits for all projects, as Kargo's ClusterConfig says it ({@code spec.gitClient}).
 *
 * @param name for people
 * @param email may be a no-reply address
 * @param signingKeySecret the system's Secret whose key {@code signingKey} holds an OpenPGP private key; null when
 *     commits are not signed
 */
public record GitClient(String name, String email, @Nullable String signingKeySecret) {

    static GitClient read(Fields fields) {
        String secret = fields.object("signingKeySecret").text("name");
        return new GitClient(fields.text("name"), fields.text("email"), secret.isEmpty() ? null : secret);
    }
}
