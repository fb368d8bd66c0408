package io.jenkins.plugins.waybill.step.git;

import io.jenkins.plugins.waybill.host.CommitIdentity;
import io.jenkins.plugins.waybill.step.StepFailure;
import org.jspecify.annotations.Nullable;

/** Who makes commits, as written in a step's config. */
record Author(String name, String email, @Nullable String signingKey) {

    static @Nullable CommitIdentity identity(@Nullable Author author) throws StepFailure {
        if (author == null) {
            return null;
        }
        if (author.signingKey() != null && !author.signingKey().isEmpty()) {
            throw StepFailure.errored("author.signingKey is set, but commits cannot be signed yet. Remove it to make"
                    + " unsigned commits; nothing was committed.");
        }
        return new CommitIdentity(author.name(), author.email());
    }
}
