package io.jenkins.plugins.waybill.step.git;

import java.io.IOException;

import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.workspace.Checkout;
import org.eclipse.jgit.lib.ObjectId;

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

    static StepFailure failure(GitException problem) {
        String message = String.valueOf(problem.getMessage());
        return problem.kind() == GitException.Kind.CONFLICT
                ? StepFailure.failed(message)
                : StepFailure.retryable(message);
    }
}
