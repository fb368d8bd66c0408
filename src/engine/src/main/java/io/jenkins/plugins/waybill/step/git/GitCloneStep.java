package io.jenkins.plugins.waybill.step.git;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.git.CommitDraft;
import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.git.GitMirror;
import io.jenkins.plugins.waybill.git.GitRemote;
import io.jenkins.plugins.waybill.git.PushOutcome;
import io.jenkins.plugins.waybill.git.PushRequest;
import io.jenkins.plugins.waybill.git.SigningKey;
import io.jenkins.plugins.waybill.host.CommitIdentity;
import io.jenkins.plugins.waybill.step.PlannedEffect;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.workspace.Checkout;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** {@code git-clone}: mounts commits of a repository in the workspace. Nothing is cloned; the mirror is brought up to date. */
public final class GitCloneStep implements PromotionStep {

    private final StepSchema schema = StepSchema.beside(GitCloneStep.class, "git-clone");

    private record Config(
            @JsonProperty("repoURL") String repoUrl,
            @JsonProperty("insecureSkipTLSVerify") boolean insecureSkipTlsVerify,
            @Nullable Author author,
            List<Wanted> checkout) {}

    private record Wanted(
            String path,
            @Nullable String as,
            @Nullable String branch,
            boolean create,
            @Nullable String commit,
            @Nullable String tag) {

        String key() {
            return as == null || as.isEmpty() ? path : as;
        }
    }

    @Override
    public String name() {
        return "git-clone";
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
        return run(context, false);
    }

    @Override
    public StepResult plan(StepContext context) throws Exception {
        return run(context, true);
    }

    private static StepResult run(StepContext context, boolean planning) throws IOException, StepFailure {
        Config config = StepConfig.read(context.config(), Config.class);
        refuseDuplicateKeys(config);
        CommitIdentity author = Author.identity(config.author());
        GitRemote remote = new GitRemote(context.project().name(), config.repoUrl(), config.insecureSkipTlsVerify());
        ObjectNode commits = JsonNodeFactory.instance.objectNode();
        try {
            GitMirror mirror = context.git().mirror(remote);
            mirror.fetch();
            for (Wanted wanted : config.checkout()) {
                @Nullable String branch = branch(wanted, mirror, config.repoUrl());
                Optional<ObjectId> found = find(wanted, branch, mirror, config.repoUrl());
                if (found.isEmpty()) {
                    Committer committer = Committer.of(author, context);
                    ObjectId first = firstCommit(mirror, committer);
                    if (!planning) {
                        return push(context, remote, wanted, first, committer.key());
                    }
                    context.plan(new PlannedEffect(
                            "git-clone", "would create branch " + wanted.branch() + " in " + config.repoUrl(), null));
                    found = Optional.of(first);
                }
                context.workspace().mount(wanted.path(), Checkout.of(remote, mirror, branch, author, found.get()));
                commits.put(wanted.key(), found.get().name());
                context.log("Checked out " + describe(wanted, branch) + " at "
                        + found.get().name() + " on " + wanted.path());
            }
        } catch (GitException e) {
            throw Checkouts.failure(e);
        }
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.set("commits", commits);
        return StepResult.succeeded(output);
    }

    private static void refuseDuplicateKeys(Config config) throws StepFailure {
        Set<String> keys = new HashSet<>();
        for (Wanted wanted : config.checkout()) {
            if (wanted.as() != null && !wanted.as().isEmpty() && !keys.add(wanted.as())) {
                throw StepFailure.failed(
                        "duplicate checkout alias '" + wanted.as() + "': each 'as' may be used once in a git-clone.");
            }
        }
    }

    private static @Nullable String branch(Wanted wanted, GitMirror mirror, String url)
            throws GitException, StepFailure {
        if (isSet(wanted.branch())) {
            return wanted.branch();
        }
        if (isSet(wanted.commit()) || isSet(wanted.tag())) {
            return null;
        }
        return mirror.defaultBranch()
                .orElseThrow(() -> StepFailure.retryable(
                        url + " has no default branch, perhaps because it is empty. Name a branch for '" + wanted.path()
                                + "', with create: true to make it."));
    }

    /** Empty only for a branch that is to be created. */
    private static Optional<ObjectId> find(Wanted wanted, @Nullable String branch, GitMirror mirror, String url)
            throws GitException, IOException, StepFailure {
        if (branch != null) {
            Optional<ObjectId> tip = mirror.branch(branch);
            if (tip.isEmpty() && !wanted.create()) {
                throw StepFailure.retryable("There is no branch '" + branch + "' in " + url + "; it has "
                        + some(mirror.branches().keySet())
                        + ". Create the branch, name another, or set create: true.");
            }
            return tip;
        }
        if (isSet(wanted.tag())) {
            return Optional.of(mirror.tag(String.valueOf(wanted.tag()))
                    .orElseThrow(() -> StepFailure.retryable("There is no tag '" + wanted.tag() + "' in " + url
                            + "; it has " + some(mirror.tags().keySet()) + ".")));
        }
        return Optional.of(commit(String.valueOf(wanted.commit()), mirror, url));
    }

    private static ObjectId commit(String text, GitMirror mirror, String url) throws IOException, StepFailure {
        ObjectId id = ObjectId.isId(text) || text.matches("[0-9a-f]{7,40}")
                ? mirror.repository().resolve(text + "^{commit}")
                : null;
        if (id == null) {
            throw StepFailure.retryable("There is no commit '" + text + "' on any branch or tag of " + url
                    + ". It may have been removed by a force push.");
        }
        try (RevWalk walk = new RevWalk(mirror.repository())) {
            return walk.parseCommit(id).copy();
        }
    }

    private static ObjectId firstCommit(GitMirror mirror, Committer committer) throws IOException {
        ObjectId empty;
        try (ObjectInserter inserter = mirror.repository().newObjectInserter()) {
            empty = inserter.insert(new TreeFormatter());
            inserter.flush();
        }
        return mirror.commit(new CommitDraft(
                empty, List.of(), committer.person(), committer.person(), "Initial commit\n", committer.key()));
    }

    /** The branch is made at the remote first; the step then finds it there. */
    private static StepResult push(
            StepContext context, GitRemote remote, Wanted wanted, ObjectId commit, @Nullable SigningKey signingKey)
            throws StepFailure {
        String branch = String.valueOf(wanted.branch());
        String key = context.promotion() + "/" + context.alias() + "/create/" + branch;
        CompletableFuture<PushOutcome> push = Pushes.send(
                context, new PushRequest(remote, branch, commit, commit, PushRequest.Mode.STACK, key, signingKey));
        if (push.isDone()) {
            Pushes.outcome(push);
        }
        return StepResult.waiting("Creating branch " + branch + " in " + remote.url(), null, push);
    }

    private static String describe(Wanted wanted, @Nullable String branch) {
        return branch != null ? "branch " + branch : isSet(wanted.tag()) ? "tag " + wanted.tag() : "commit";
    }

    private static String some(Set<String> names) {
        List<String> first = names.stream().limit(8).toList();
        return first.isEmpty()
                ? "none"
                : String.join(", ", first) + (names.size() > first.size() ? ", … (" + names.size() + ")" : "");
    }

    private static boolean isSet(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
