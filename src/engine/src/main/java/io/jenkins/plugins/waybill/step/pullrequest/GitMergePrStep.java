package io.jenkins.plugins.waybill.step.pullrequest;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.forge.Forge;
import io.jenkins.plugins.waybill.forge.ForgeException;
import io.jenkins.plugins.waybill.forge.Forges;
import io.jenkins.plugins.waybill.forge.MergeAnswer;
import io.jenkins.plugins.waybill.forge.MergeWish;
import io.jenkins.plugins.waybill.forge.PullRequest;
import io.jenkins.plugins.waybill.git.GitRemote;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import org.jspecify.annotations.Nullable;

/**
 * {@code git-merge-pr}: merges a pull request, through the forge's merge queue or merge train where it has one. It looks
 * before it merges, so repeating it does no harm.
 */
public final class GitMergePrStep implements PromotionStep {

    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);
    private static final String UNDER_WAY = "underWay";

    private final StepSchema schema = StepSchema.beside(GitMergePrStep.class, "git-merge-pr");
    private final Forges forges;

    private record Config(
            @JsonProperty("repoURL") String repoUrl,
            long prNumber,
            @Nullable String provider,
            @JsonProperty("insecureSkipTLSVerify") boolean insecureSkipTlsVerify,
            @JsonProperty("wait") boolean patient,
            @Nullable String pollInterval,
            @Nullable String mergeMethod) {}

    /** With the usual patience for forges. */
    public GitMergePrStep() {
        this(new Forges());
    }

    GitMergePrStep(Forges forges) {
        this.forges = forges;
    }

    @Override
    public String name() {
        return "git-merge-pr";
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
        Duration interval = PullRequests.interval(config.pollInterval(), USUAL_INTERVAL);
        ObjectNode before = context.previousOutput();
        boolean asked = before != null && before.path(UNDER_WAY).asBoolean();
        try {
            return merge(context, config, interval, asked);
        } catch (ForgeException e) {
            return switch (e.kind()) {
                case RATE_LIMITED -> PullRequests.limited(e, before);
                case UNCERTAIN ->
                    StepResult.running(e.getMessage() + " Whether it was merged is looked up.", before, interval);
                case UNREACHABLE -> throw StepFailure.retryable(String.valueOf(e.getMessage()));
                default -> throw StepFailure.failed(String.valueOf(e.getMessage()));
            };
        }
    }

    private StepResult merge(StepContext context, Config config, Duration interval, boolean asked)
            throws ForgeException, InterruptedException, StepFailure {
        Forge forge = PullRequests.forge(
                forges, context, config.repoUrl(), config.provider(), config.insecureSkipTlsVerify());
        PullRequest found = forge.get(config.prNumber());
        String what = "Pull request #" + found.number();
        if (found.isMerged()) {
            return merged(context, what, found.mergeCommit());
        }
        if (!found.isOpen()) {
            throw StepFailure.failed(what + " was closed without being merged: " + found.url());
        }
        MergeAnswer answer = forge.merge(found, new MergeWish(config.mergeMethod(), config.patient(), asked));
        if (answer instanceof MergeAnswer.Merged merged) {
            return merged(context, what, merged.commit());
        }
        if (answer instanceof MergeAnswer.UnderWay underWay) {
            return StepResult.running(
                    what + " is being merged: " + underWay.reason(),
                    PullRequests.output(found).put(UNDER_WAY, true),
                    interval);
        }
        String reason = ((MergeAnswer.NotYet) answer).reason();
        if (!config.patient()) {
            throw StepFailure.failed(
                    what + " cannot be merged now: " + reason + ". Set wait: true to wait for it. " + found.url());
        }
        return StepResult.running(
                "waits until pull request #" + found.number() + " can be merged: " + reason + ". " + found.url(),
                PullRequests.output(found),
                interval);
    }

    private static StepResult merged(StepContext context, String what, @Nullable String commit) {
        context.log(what + " is merged" + (commit == null ? "" : " as " + commit));
        return StepResult.succeeded(JsonNodeFactory.instance.objectNode().put("commit", commit == null ? "" : commit));
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        String method = config.mergeMethod() == null ? "" : " by " + config.mergeMethod();
        context.plan(new PlannedEffect(
                name(),
                "would merge " + PullRequests.named(config.prNumber()) + " of "
                        + GitRemote.withoutPassword(config.repoUrl()) + method,
                null));
        return StepResult.succeeded(JsonNodeFactory.instance.objectNode().put("commit", PullRequests.PLANNED_COMMIT));
    }
}
