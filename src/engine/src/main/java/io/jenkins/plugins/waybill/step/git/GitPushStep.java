package io.jenkins.plugins.waybill.step.git;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.git.PushOutcome;
import io.jenkins.plugins.waybill.git.PushRequest;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.workspace.Checkout;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * {@code git-push}: hands the commits of a checkout to the pusher of their branch and holds no thread until they have
 * landed. A run after a crash is told what became of the push that was sent before.
 */
public final class GitPushStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(GitPushStep.class, "git-push");

    private record Config(
            String path,
            @Nullable String targetBranch,
            boolean generateTargetBranch,
            @Nullable String tag,
            boolean force,
            @Nullable String provider) {}

    @Override
    public String name() {
        return "git-push";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public boolean reachesOutside() {
        return true;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Checkout checkout = Checkouts.at(context, config.path());
        ObjectId head = Checkouts.head(checkout, config.path());
        String branch = branch(context, config, checkout);
        CompletableFuture<PushOutcome> push = Pushes.send(context, request(context, config, checkout, head, branch));
        if (!push.isDone()) {
            return StepResult.waiting(
                    "Pushing to " + what(config, branch) + " of "
                            + checkout.remote().url(),
                    null,
                    push);
        }
        ObjectId landed = Pushes.outcome(push).commit();
        if (isSet(config.tag())) {
            context.log("Pushed tag " + config.tag());
            return StepResult.succeeded(output(config, checkout, head, branch));
        }
        checkout.landed(landed);
        context.log("Pushed " + landed.name() + " to " + branch);
        return StepResult.succeeded(output(config, checkout, landed, branch));
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Checkout checkout = Checkouts.at(context, config.path());
        ObjectId head = Checkouts.head(checkout, config.path());
        String branch = branch(context, config, checkout);
        context.plan(
                isSet(config.tag())
                        ? new PlannedEffect(
                                name(),
                                "would push tag " + config.tag() + " to "
                                        + checkout.remote().url(),
                                null)
                        : new PushTarget(checkout, head, branch).plan(name(), ""));
        return StepResult.succeeded(output(config, checkout, head, branch));
    }

    private static String branch(StepContext context, Config config, Checkout checkout) throws StepFailure {
        Optional<String> branch =
                PushTarget.branch(context, config.targetBranch(), config.generateTargetBranch(), checkout);
        if (branch.isEmpty() && !isSet(config.tag())) {
            throw PushTarget.noBranch(config.path());
        }
        return branch.orElse("");
    }

    private static PushRequest request(
            StepContext context, Config config, Checkout checkout, ObjectId head, String branch)
            throws IOException, StepFailure {
        String key = context.project().name() + "/" + context.promotion() + "/" + context.alias();
        if (config.tag() != null && !config.tag().isEmpty()) {
            return PushRequest.tag(checkout.remote(), config.tag(), tag(config.tag(), checkout), false, key);
        }
        PushRequest.Mode mode =
                config.force() || config.generateTargetBranch() ? PushRequest.Mode.FORCE : PushRequest.Mode.STACK;
        return new PushRequest(
                checkout.remote(),
                branch,
                head,
                new PushTarget(checkout, head, branch).base(),
                mode,
                key,
                Committer.of(checkout, context).key());
    }

    private static ObjectId tag(String name, Checkout checkout) throws StepFailure {
        ObjectId tag = checkout.tags().get(name);
        if (tag == null) {
            throw StepFailure.retryable("There is no tag '" + name + "' to push; git-tag must make it first.");
        }
        return tag;
    }

    private static ObjectNode output(Config config, Checkout checkout, ObjectId commit, String branch) {
        ObjectNode output = JsonNodeFactory.instance
                .objectNode()
                .put("commit", commit.name())
                .put("branch", branch);
        CommitUrl.of(checkout.remote().url(), config.provider(), commit).ifPresent(url -> output.put("commitURL", url));
        return output;
    }

    private static String what(Config config, String branch) {
        return isSet(config.tag()) ? "tag " + config.tag() : branch;
    }

    private static boolean isSet(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
