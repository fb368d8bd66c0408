package io.jenkins.plugins.waybill.step.git;

import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.git.CommitDraft;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.workspace.Checkout;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * {@code git-commit}: commits all changes of a checkout. Names and times are those of the step's first run, so a run
 * after a crash makes the very same commit.
 */
public final class GitCommitStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(GitCommitStep.class, "git-commit");

    private record Config(
            String path, String message, @Nullable Author author) {}

    @Override
    public String name() {
        return "git-commit";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Checkout checkout = Checkouts.at(context, config.path());
        ObjectId head = Checkouts.head(checkout, config.path());
        if (!checkout.isChanged()) {
            return StepResult.skipped("Nothing changed in " + config.path() + ".", output(head));
        }
        Committer committer = config.author() == null
                ? Committer.of(checkout, context)
                : Committer.of(Author.identity(config.author()), context);
        ObjectId commit = checkout.mirror()
                .commit(new CommitDraft(
                        checkout.writeTree(),
                        List.of(head),
                        committer.person(),
                        committer.person(),
                        CommitMessage.clean(config.message()),
                        committer.key()));
        checkout.committed(commit);
        context.log("Committed " + commit.name() + ": "
                + config.message().strip().lines().findFirst().orElse(""));
        return StepResult.succeeded(output(commit));
    }

    private static ObjectNode output(ObjectId commit) {
        return JsonNodeFactory.instance.objectNode().put("commit", commit.name());
    }
}
