package io.jenkins.plugins.waybill.step.pullrequest;

import java.time.Duration;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.forge.ForgeException;
import io.jenkins.plugins.waybill.forge.Forges;
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
 * {@code git-wait-for-pr}: waits until a pull request is merged. It looks at intervals, and at once when a webhook tells
 * of the pull request. People take days, so a forge that does not answer for a while is no reason to give up.
 */
public final class GitWaitForPrStep implements PromotionStep {

    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(30);

    /** Looks in a row that may go unanswered. */
    private static final int MOST_UNANSWERED = 20;

    private static final String UNANSWERED = "unanswered";

    private final StepSchema schema = StepSchema.beside(GitWaitForPrStep.class, "git-wait-for-pr");
    private final Forges forges;

    private record Config(
            @JsonProperty("repoURL") String repoUrl,
            long prNumber,
            @Nullable String provider,
            @JsonProperty("insecureSkipTLSVerify") boolean insecureSkipTlsVerify,
            @Nullable String pollInterval) {}

    /** With the usual patience for forges. */
    public GitWaitForPrStep() {
        this(new Forges());
    }

    GitWaitForPrStep(Forges forges) {
        this.forges = forges;
    }

    @Override
    public String name() {
        return "git-wait-for-pr";
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
        PullRequest found;
        try {
            found = PullRequests.forge(
                            forges, context, config.repoUrl(), config.provider(), config.insecureSkipTlsVerify())
                    .get(config.prNumber());
        } catch (ForgeException e) {
            return notTold(context, e, interval);
        }
        ObjectNode output = PullRequests.output(found);
        output.withObject("pr").put("open", found.isOpen()).put("merged", found.isMerged());
        if (found.mergeCommit() != null) {
            output.put("commit", found.mergeCommit());
        }
        return switch (found.state()) {
            case MERGED -> {
                context.log("Pull request #" + found.number() + " is merged"
                        + (found.mergeCommit() == null ? "" : " as " + found.mergeCommit()));
                yield StepResult.succeeded(output);
            }
            case OPEN ->
                StepResult.running(
                        "waits until pull request #" + found.number() + " is merged: " + found.url(), output, interval);
            case CLOSED ->
                throw StepFailure.failed(
                        "Pull request #" + found.number() + " was closed without being merged: " + found.url());
        };
    }

    private static StepResult notTold(StepContext context, ForgeException problem, Duration interval)
            throws StepFailure {
        ObjectNode output = Objects.requireNonNullElseGet(
                        context.previousOutput(), JsonNodeFactory.instance::objectNode)
                .deepCopy();
        switch (problem.kind()) {
            case RATE_LIMITED -> {
                return PullRequests.limited(problem, output);
            }
            case UNREACHABLE -> {
                int unanswered = output.path(UNANSWERED).asInt() + 1;
                if (unanswered > MOST_UNANSWERED) {
                    throw StepFailure.retryable(
                            problem.getMessage() + " It did not answer " + MOST_UNANSWERED + " times before.");
                }
                return StepResult.running(
                        problem.getMessage() + " It is asked again.", output.put(UNANSWERED, unanswered), interval);
            }
            default -> throw PullRequests.failure(problem);
        }
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        context.plan(new PlannedEffect(
                name(),
                "would wait until " + PullRequests.named(config.prNumber()) + " of "
                        + GitRemote.withoutPassword(config.repoUrl()) + " is merged",
                null));
        ObjectNode output = JsonNodeFactory.instance.objectNode().put("commit", PullRequests.PLANNED_COMMIT);
        output.putObject("pr")
                .put("id", config.prNumber())
                .put("url", "")
                .put("open", false)
                .put("merged", true);
        return StepResult.succeeded(output);
    }
}
