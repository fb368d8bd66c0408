package io.jenkins.plugins.waybill.step.git;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.forge.ForgeException;
import io.jenkins.plugins.waybill.forge.ForgeRepository;
import io.jenkins.plugins.waybill.forge.Forges;
import io.jenkins.plugins.waybill.forge.GitHubDatabase;
import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.git.GitMirror;
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
 * {@code github-push}: brings the commits of a checkout to a branch on GitHub as commits that GitHub makes, and signs when
 * the credentials are a GitHub App's. Promotions to one branch take turns. What landed is recorded before the trace by
 * which it would be recognised is removed.
 */
public final class GitHubPushStep implements PromotionStep {

    private static final String ATTEMPTS = "attempts";
    private static final String FILES = "files";
    private static final int USUAL_ATTEMPTS = 10;
    private static final Duration WHEN_UNCERTAIN = Duration.ofSeconds(10);
    private static final Duration WHEN_LIMITED = Duration.ofMinutes(1);

    private final StepSchema schema = StepSchema.beside(GitHubPushStep.class, "github-push");
    private final BranchTurns turns = new BranchTurns();
    private final Forges forges;

    private record Config(
            String path,
            @Nullable String targetBranch,
            boolean generateTargetBranch,
            boolean force,
            @Nullable Integer maxAttempts,
            @JsonProperty("insecureSkipTLSVerify") boolean insecureSkipTlsVerify) {

        boolean overwrites() {
            return force || generateTargetBranch;
        }
    }

    /** With the usual patience for GitHub. */
    public GitHubPushStep() {
        this(new Forges());
    }

    GitHubPushStep(Forges forges) {
        this.forges = forges;
    }

    @Override
    public String name() {
        return "github-push";
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
        PushTarget target = target(context, config);
        ObjectNode before =
                Objects.requireNonNullElseGet(context.previousOutput(), JsonNodeFactory.instance::objectNode);
        try (BranchTurns.Turn turn = turns.take(target.url(), target.branch())) {
            if (turn.othersEnd().isPresent()) {
                return StepResult.waiting(
                        "waits while another promotion pushes to " + target.branch() + " of " + target.url(),
                        before,
                        turn.othersEnd().get());
            }
            VerifiedPush push = new VerifiedPush(context, target, config.overwrites(), github(context, config, target));
            return before.has(FILES) ? finish(context, target, push, before) : push(config, target, push, before);
        } catch (GitException e) {
            throw Checkouts.failure(e);
        } catch (ForgeException e) {
            throw e.kind() == ForgeException.Kind.MISCONFIGURED
                    ? StepFailure.failed(String.valueOf(e.getMessage()))
                    : StepFailure.retryable(String.valueOf(e.getMessage()));
        }
    }

    private static StepResult push(Config config, PushTarget target, VerifiedPush push, ObjectNode before)
            throws GitException, ForgeException, IOException, InterruptedException, StepFailure {
        try {
            return attempt(config, target, push, before);
        } catch (GitException | ForgeException | StepFailure e) {
            if (push.hasStaged()) {
                push.forgetStaged();
            }
            throw e;
        }
    }

    private static StepResult attempt(Config config, PushTarget target, VerifiedPush push, ObjectNode before)
            throws GitException, ForgeException, IOException, InterruptedException, StepFailure {
        int attempts = before.path(ATTEMPTS).asInt() + 1;
        int most = Objects.requireNonNullElse(config.maxAttempts(), USUAL_ATTEMPTS);
        ObjectNode count = JsonNodeFactory.instance.objectNode().put(ATTEMPTS, attempts);
        try {
            Optional<VerifiedPush.Landed> landed = push.attempt();
            if (landed.isPresent()) {
                return again(
                        "It is on " + target.branch() + " of " + target.url() + " now.",
                        output(target, landed.get().commit())
                                .put(FILES, landed.get().files().name()));
            }
        } catch (ForgeException e) {
            if (e.kind() == ForgeException.Kind.RATE_LIMITED) {
                return StepResult.running(
                        e.getMessage() + " It is asked again.",
                        before,
                        Objects.requireNonNullElse(e.retryAfter(), WHEN_LIMITED));
            }
            if (e.kind() != ForgeException.Kind.UNCERTAIN || attempts >= most) {
                throw e;
            }
            return StepResult.running(e.getMessage() + " Whether it landed is looked up.", count, WHEN_UNCERTAIN);
        }
        String trouble = "Others pushed to " + target.branch() + " of " + target.url() + " meanwhile.";
        if (attempts >= most) {
            throw StepFailure.retryable(trouble + " Gave up after " + attempts + " attempts.");
        }
        return again(trouble + " It is tried again.", count);
    }

    /** Runs the step once more as soon as the output is recorded. */
    private static StepResult again(String message, ObjectNode output) {
        return StepResult.waiting(message, output, CompletableFuture.completedFuture(null));
    }

    private static StepResult finish(StepContext context, PushTarget target, VerifiedPush push, ObjectNode before)
            throws GitException, IOException, InterruptedException {
        GitMirror mirror = target.checkout().mirror();
        mirror.fetch();
        ObjectId commit = ObjectId.fromString(before.path("commit").asText());
        boolean fetched = mirror.repository().getObjectDatabase().has(commit);
        target.checkout()
                .landed(
                        fetched
                                ? commit
                                : ObjectId.fromString(before.path(FILES).asText()));
        push.forgetStaged();
        context.log("Pushed " + commit.name() + " to " + target.branch());
        return StepResult.succeeded(output(target, commit));
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        PushTarget target = target(context, config);
        try {
            github(context, config, target);
        } catch (ForgeException e) {
            throw StepFailure.failed(String.valueOf(e.getMessage()));
        }
        context.plan(target.plan(name(), ", as commits made by GitHub"));
        return StepResult.succeeded(output(target, target.head()));
    }

    private static PushTarget target(StepContext context, Config config) throws IOException, StepFailure {
        Checkout checkout = Checkouts.at(context, config.path());
        return new PushTarget(
                checkout,
                Checkouts.head(checkout, config.path()),
                PushTarget.branch(context, config.targetBranch(), config.generateTargetBranch(), checkout)
                        .orElseThrow(() -> PushTarget.noBranch(config.path())));
    }

    private GitHubDatabase github(StepContext context, Config config, PushTarget target) throws ForgeException {
        return forges.gitHubDatabase(
                new ForgeRepository(context.project().name(), target.url(), "github", config.insecureSkipTlsVerify()),
                context.credentials(),
                context.clock());
    }

    private static ObjectNode output(PushTarget target, ObjectId commit) {
        ObjectNode output = JsonNodeFactory.instance
                .objectNode()
                .put("commit", commit.name())
                .put("branch", target.branch());
        CommitUrl.of(target.url(), "github", commit).ifPresent(url -> output.put("commitURL", url));
        return output;
    }
}
