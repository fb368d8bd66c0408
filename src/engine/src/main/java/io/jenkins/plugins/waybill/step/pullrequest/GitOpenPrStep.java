package io.jenkins.plugins.waybill.step.pullrequest;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.forge.Forge;
import io.jenkins.plugins.waybill.forge.ForgeException;
import io.jenkins.plugins.waybill.forge.Forges;
import io.jenkins.plugins.waybill.forge.PullRequest;
import io.jenkins.plugins.waybill.forge.PullRequestDraft;
import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.git.GitMirror;
import io.jenkins.plugins.waybill.git.GitRemote;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.workspace.Checkout;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * {@code git-open-pr}: opens a pull request, or adopts the one that is there already. It looks before it opens, and
 * again when the answer to its request was lost, so no accident makes a second one.
 */
public final class GitOpenPrStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(GitOpenPrStep.class, "git-open-pr");
    private final Forges forges;

    private record Config(
            @JsonProperty("repoURL") String repoUrl,
            String sourceBranch,
            String targetBranch,
            @Nullable String title,
            @Nullable String description,
            @Nullable List<String> labels,
            @Nullable String provider,
            @JsonProperty("insecureSkipTLSVerify") boolean insecureSkipTlsVerify) {

        List<String> wantedLabels() {
            return Objects.requireNonNullElse(labels, List.of());
        }

        String where() {
            return "from " + sourceBranch + " into " + targetBranch + " of " + GitRemote.withoutPassword(repoUrl);
        }
    }

    /** With the usual patience for forges. */
    public GitOpenPrStep() {
        this(new Forges());
    }

    GitOpenPrStep(Forges forges) {
        this.forges = forges;
    }

    @Override
    public String name() {
        return "git-open-pr";
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
        ObjectNode before = context.previousOutput();
        if (before != null && before.at("/pr/id").asLong() > 0) {
            return StepResult.succeeded(before);
        }
        try {
            return open(context, config);
        } catch (GitException e) {
            throw StepFailure.retryable(String.valueOf(e.getMessage()));
        } catch (ForgeException e) {
            if (e.kind() == ForgeException.Kind.RATE_LIMITED) {
                return PullRequests.limited(e, null);
            }
            throw PullRequests.failure(e);
        }
    }

    private StepResult open(StepContext context, Config config)
            throws GitException, ForgeException, IOException, InterruptedException, StepFailure {
        GitMirror mirror = mirror(context, config);
        mirror.fetch();
        ObjectId head = mirror.branch(config.sourceBranch())
                .orElseThrow(() -> missing("source", config.sourceBranch(), config, mirror));
        Forge forge = forge(context, config);
        Optional<PullRequest> existing = adoptable(forge, config, head);
        if (existing.isPresent()) {
            return adopted(context, config, forge, existing.get());
        }
        ObjectId target = mirror.branch(config.targetBranch())
                .orElseThrow(() -> missing("target", config.targetBranch(), config, mirror));
        String message;
        try (RevWalk walk = new RevWalk(mirror.repository())) {
            if (walk.parseCommit(head).getTree().equals(walk.parseCommit(target).getTree())) {
                return StepResult.skipped(
                        config.sourceBranch() + " has the same files as " + config.targetBranch()
                                + "; there is nothing to open a pull request for.",
                        null);
            }
            message = walk.parseCommit(head).getFullMessage();
        }
        PullRequestText text = PullRequestText.of(config.title(), config.description(), message, context);
        PullRequest opened;
        try {
            opened = forge.open(new PullRequestDraft(
                    config.sourceBranch(), config.targetBranch(), text.title(), text.description()));
        } catch (ForgeException e) {
            Optional<PullRequest> there = mayBeThere(e) ? adoptable(forge, config, head) : Optional.empty();
            return adopted(context, config, forge, there.orElseThrow(() -> e));
        }
        context.log("Opened pull request #" + opened.number() + ": " + opened.url());
        label(context, config, forge, opened);
        return StepResult.succeeded(PullRequests.output(opened));
    }

    /** Somebody, perhaps an earlier run whose answer was lost, may have opened it since we looked. */
    private static boolean mayBeThere(ForgeException failure) {
        return failure.kind() == ForgeException.Kind.UNCERTAIN || failure.kind() == ForgeException.Kind.REFUSED;
    }

    private static Optional<PullRequest> adoptable(Forge forge, Config config, ObjectId head)
            throws ForgeException, InterruptedException {
        return forge.find(config.sourceBranch(), config.targetBranch()).stream()
                .filter(found -> found.isOpen() || found.isMerged() && isAt(found, head))
                .max(Comparator.comparing(PullRequest::isOpen).thenComparing(PullRequest::createdAt));
    }

    /** Some forges shorten commits. */
    private static boolean isAt(PullRequest found, ObjectId head) {
        return found.headCommit().length() >= 7 && head.name().startsWith(found.headCommit());
    }

    private static StepResult adopted(StepContext context, Config config, Forge forge, PullRequest existing)
            throws ForgeException, InterruptedException {
        context.log("Took pull request #" + existing.number() + ", which is " + (existing.isOpen() ? "open" : "merged")
                + " already: " + existing.url());
        if (existing.isOpen()) {
            label(context, config, forge, existing);
        }
        return StepResult.succeeded(PullRequests.output(existing));
    }

    private static void label(StepContext context, Config config, Forge forge, PullRequest pullRequest)
            throws ForgeException, InterruptedException {
        if (!config.wantedLabels().isEmpty() && !forge.label(pullRequest.number(), config.wantedLabels())) {
            context.log(forge.description() + " has no labels for pull requests; left out: "
                    + String.join(", ", config.wantedLabels()));
        }
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        try {
            GitMirror mirror = mirror(context, config);
            mirror.fetch();
            Optional<ObjectId> pushed = mirror.branch(config.sourceBranch());
            if (pushed.isPresent()) {
                Optional<PullRequest> existing = adoptable(forge(context, config), config, pushed.get());
                if (existing.isPresent()) {
                    context.plan(new PlannedEffect(
                            name(),
                            "would go on with "
                                    + PullRequests.named(existing.get().number()) + " "
                                    + config.where() + ", which is there already: "
                                    + existing.get().url(),
                            null));
                    return StepResult.succeeded(PullRequests.output(existing.get()));
                }
            }
            PullRequestText text = PullRequestText.of(
                    config.title(), config.description(), message(context, config, mirror, pushed), context);
            String labels =
                    config.wantedLabels().isEmpty() ? "" : ", labelled " + String.join(", ", config.wantedLabels());
            context.plan(new PlannedEffect(
                    name(),
                    "would open a pull request \"" + text.title() + "\" " + config.where() + labels
                            + (text.description().isEmpty() ? "" : "\n\n" + text.description()),
                    null));
        } catch (GitException e) {
            throw StepFailure.retryable(String.valueOf(e.getMessage()));
        } catch (ForgeException e) {
            throw PullRequests.failure(e);
        }
        ObjectNode output = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        output.putObject("pr").put("id", PullRequests.PLANNED).put("url", "");
        return StepResult.succeeded(output);
    }

    /** The message of the commit that the branch will have: what this promotion would push, or what is there. */
    private static String message(StepContext context, Config config, GitMirror mirror, Optional<ObjectId> pushed)
            throws IOException {
        for (Checkout checkout : context.workspace().checkouts().values()) {
            boolean fresh = !checkout.head().equals(checkout.base());
            if (fresh && checkout.remote().url().equals(config.repoUrl())) {
                return message(mirror, checkout.head());
            }
        }
        return message(mirror, pushed);
    }

    private static String message(GitMirror mirror, Optional<ObjectId> commit) throws IOException {
        if (commit.isEmpty()) {
            return "";
        }
        try (RevWalk walk = new RevWalk(mirror.repository())) {
            return walk.parseCommit(commit.get()).getFullMessage();
        }
    }

    private static GitMirror mirror(StepContext context, Config config) throws GitException {
        return context.git()
                .mirror(new GitRemote(context.project().name(), config.repoUrl(), config.insecureSkipTlsVerify()));
    }

    private Forge forge(StepContext context, Config config) throws ForgeException {
        return PullRequests.forge(forges, context, config.repoUrl(), config.provider(), config.insecureSkipTlsVerify());
    }

    private static StepFailure missing(String what, String branch, Config config, GitMirror mirror) {
        List<String> some = mirror.branches().keySet().stream().limit(8).toList();
        return StepFailure.retryable("There is no " + what + " branch '" + branch + "' in "
                + GitRemote.withoutPassword(config.repoUrl()) + "; it has " + String.join(", ", some)
                + (what.equals("source") ? ". Push it with git-push first." : ". Create it, or name another."));
    }
}
