package io.jenkins.plugins.waybill.step.git;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.host.CommitIdentity;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.workspace.Checkout;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;

/** What the Git steps have in common: finding their checkout, naming people, telling errors. */
final class Checkouts {

    private Checkouts() {}

    static Checkout at(StepContext context, String path) throws IOException, StepFailure {
        return context.workspace()
                .checkoutAt(path)
                .orElseThrow(() -> StepFailure.retryable("There is no repository at '" + path
                        + "'. git-clone must mount one there first; there "
                        + (context.workspace().checkouts().isEmpty()
                                ? "are none in the workspace."
                                : "are "
                                        + String.join(
                                                ", ",
                                                context.workspace().checkouts().keySet()) + ".")));
    }

    static ObjectId head(Checkout checkout, String path) throws StepFailure {
        return checkout.head().orElseThrow(() -> StepFailure.retryable("'" + path + "' has no commit yet."));
    }

    /** The same for every run of a step, so that what is made with it comes out the same again. */
    static PersonIdent person(CommitIdentity identity, Instant startedAt) {
        return new PersonIdent(
                identity.name(), identity.email(), startedAt.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
    }

    static StepFailure failure(GitException problem) {
        String message = String.valueOf(problem.getMessage());
        return problem.kind() == GitException.Kind.CONFLICT
                ? StepFailure.failed(message)
                : StepFailure.retryable(message);
    }
}
