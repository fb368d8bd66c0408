package io.jenkins.plugins.waybill.step.git;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.git.GitException;
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
import io.jenkins.plugins.waybill.workspace.WorkspaceDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
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
        ObjectId base = isSet(config.tag()) ? head : base(checkout, head, branch);
        Repository repository = checkout.mirror().repository();
        String summary;
        @Nullable String diff = null;
        if (isSet(config.tag())) {
            summary = "would push tag " + config.tag() + " to "
                    + checkout.remote().url();
        } else if (base.equals(head)) {
            summary =
                    "would push nothing: " + branch + " of " + checkout.remote().url() + " has it all";
        } else {
            try (RevWalk walk = new RevWalk(repository)) {
                RevCommit newest = walk.parseCommit(head);
                summary = "would push \"" + newest.getShortMessage() + "\" to " + branch + " of "
                        + checkout.remote().url();
                diff = WorkspaceDiff.between(repository, walk.parseCommit(base).getTree(), newest.getTree())
                        .text();
            }
        }
        context.plan(new PlannedEffect(name(), summary, diff));
        return StepResult.succeeded(output(config, checkout, head, branch));
    }

    private static String branch(StepContext context, Config config, Checkout checkout) throws StepFailure {
        if (config.generateTargetBranch()) {
            return "kargo/promotion/" + context.promotion();
        }
        if (config.targetBranch() != null && !config.targetBranch().isEmpty()) {
            return config.targetBranch();
        }
        Optional<String> checkedOut = checkout.branch();
        if (checkedOut.isEmpty() && isSet(config.tag())) {
            return "";
        }
        return checkedOut.orElseThrow(() -> StepFailure.failed("'" + config.path()
                + "' has a commit or tag checked out and no branch; say where to push with targetBranch or"
                + " generateTargetBranch."));
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
                base(checkout, head, branch),
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

    /** Where the new work begins: the checked-out commit, or for another branch what it has in common with this. */
    private static ObjectId base(Checkout checkout, ObjectId head, String branch) throws IOException, StepFailure {
        ObjectId base = checkout.base().orElse(head);
        if (checkout.branch().filter(branch::equals).isPresent()) {
            return base;
        }
        try {
            Optional<ObjectId> target = checkout.mirror().branch(branch);
            if (target.isEmpty()) {
                return base;
            }
            try (RevWalk walk = new RevWalk(checkout.mirror().repository())) {
                walk.setRevFilter(RevFilter.MERGE_BASE);
                walk.markStart(walk.parseCommit(head));
                walk.markStart(walk.parseCommit(target.get()));
                RevCommit common = walk.next();
                return common == null ? base : common.copy();
            }
        } catch (GitException e) {
            throw Checkouts.failure(e);
        }
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
