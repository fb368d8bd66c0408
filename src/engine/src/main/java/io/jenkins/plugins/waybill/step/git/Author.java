package io.jenkins.plugins.waybill.step.git;

import io.jenkins.plugins.waybill.host.CommitIdentity;
import io.jenkins.plugins.waybill.host.Secret;
import org.jspecify.annotations.Nullable;

/** Who makes commits, as written in a step's config. */
record Author(String name, String email, @Nullable String signingKey) {

    static @Nullable CommitIdentity identity(@Nullable Author author) {
        if (author == null) {
            return null;
        }
        String key = author.signingKey();
        return new CommitIdentity(author.name(), author.email(), key == null || key.isBlank() ? null : Secret.of(key));
    }
}
