package io.jenkins.plugins.waybill.step.pullrequest;

import java.time.Duration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.forge.Forge;
import io.jenkins.plugins.waybill.forge.ForgeException;
import io.jenkins.plugins.waybill.forge.ForgeRepository;
import io.jenkins.plugins.waybill.forge.Forges;
import io.jenkins.plugins.waybill.forge.PullRequest;
import io.jenkins.plugins.waybill.manifest.GoDuration;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import org.jspecify.annotations.Nullable;

/** What the steps on pull requests have in common. */
final class PullRequests {

    /** The number of a pull request that only a plan has opened; the steps behind it must have some number. */
    static final long PLANNED = Integer.MAX_VALUE;

    /** A commit that only a plan has made. */
    static final String PLANNED_COMMIT = "0".repeat(40);

    private static final Duration WHEN_LIMITED = Duration.ofMinutes(1);

    private PullRequests() {}

    static Forge forge(
            Forges forges,
            StepContext context,
            String repoUrl,
            @Nullable String provider,
            boolean insecureSkipTlsVerify)
            throws ForgeException {
        return forges.open(
                new ForgeRepository(context.project().name(), repoUrl, provider, insecureSkipTlsVerify),
                context.credentials(),
                context.clock());
    }

    static ObjectNode output(PullRequest pullRequest) {
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.putObject("pr").put("id", pullRequest.number()).put("url", pullRequest.url());
        return output;
    }

    /** Asks again when the forge wants it, or in a while; being limited is no error of anybody's. */
    static StepResult limited(ForgeException limit, @Nullable ObjectNode output) {
        Duration pause = limit.retryAfter();
        return StepResult.running(
                String.valueOf(limit.getMessage()) + " It is asked again.",
                output,
                pause == null ? WHEN_LIMITED : pause);
    }

    /** An error that counts; what is wrong with the config itself is final. */
    static StepFailure failure(ForgeException problem) {
        String message = String.valueOf(problem.getMessage());
        return problem.kind() == ForgeException.Kind.MISCONFIGURED
                ? StepFailure.failed(message)
                : StepFailure.retryable(message);
    }

    static Duration interval(@Nullable String text, Duration otherwise) throws StepFailure {
        if (text == null) {
            return otherwise;
        }
        return GoDuration.parse(text)
                .filter(duration -> !duration.isNegative())
                .orElseThrow(() -> StepFailure.failed(
                        "pollInterval '" + text + "' is no duration; write something like 30s or 2m."));
    }

    static String named(long number) {
        return number == PLANNED ? "the pull request" : "pull request #" + number;
    }
}
