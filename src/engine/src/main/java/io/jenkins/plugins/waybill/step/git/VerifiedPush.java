package io.jenkins.plugins.waybill.step.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.forge.ForgeException;
import io.jenkins.plugins.waybill.forge.GitHubDatabase;
import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.git.GitMirror;
import io.jenkins.plugins.waybill.git.PushRequest;
import io.jenkins.plugins.waybill.git.SigningKey;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to bring a checkout's work to a branch as commits that GitHub makes. The files travel by Git to a ref of
 * their own, which nobody sees; GitHub makes each commit anew from them; that ref, and then the branch, is pointed to the
 * newest. As long as the ref is there, a later attempt recognises by it what an earlier one brought to the branch.
 */
final class VerifiedPush {

    /** As in Kargo, lest a wrong branch is replayed with its whole past. */
    private static final int MOST_COMMITS = 10;

    private static final Pattern TRAILER = Pattern.compile("[A-Za-z][A-Za-z-]*: .+");

    private final StepContext context;
    private final PushTarget target;
    private final boolean force;
    private final GitHubDatabase github;
    private final GitMirror mirror;
    private boolean staged;

    VerifiedPush(StepContext context, PushTarget target, boolean force, GitHubDatabase github) {
        this.context = context;
        this.target = target;
        this.force = force;
        this.github = github;
        mirror = target.checkout().mirror();
    }

    /**
     * What is on the branch now.
     *
     * @param commit as GitHub made it
     * @param files a commit of the mirror with the same files
     */
    record Landed(ObjectId commit, ObjectId files) {}

    /** Empty when others moved the branch meanwhile, so that it is to be tried again. */
    Optional<Landed> attempt() throws GitException, ForgeException, IOException, InterruptedException, StepFailure {
        mirror.fetch();
        Optional<ObjectId> tip = mirror.branch(target.branch());
        Optional<ObjectId> before = earlier(tip);
        if (before.isPresent()) {
            return Optional.of(new Landed(before.get(), before.get()));
        }
        if (tip.isEmpty() && target.isCheckedOut()) {
            throw StepFailure.retryable("The branch '" + target.branch() + "' is no longer in " + target.url() + ".");
        }
        ObjectId begun = target.checkout().base().orElse(target.head());
        ObjectId below = begun;
        ObjectId head = target.head();
        if (tip.isPresent() && !force) {
            @Nullable SigningKey key = Committer.of(target.checkout(), context).key();
            below = mirror.rebase(target.base(), begun, tip.get(), key);
            head = mirror.rebase(begun, head, below, key);
        }
        if (tip.isPresent() && tip.get().equals(head)) {
            return Optional.of(new Landed(head, head));
        }
        List<RevCommit> own = between(below, head);
        if (own.size() > MOST_COMMITS) {
            throw StepFailure.failed(
                    "There are " + own.size() + " new commits in the checkout, and github-push makes at" + " most "
                            + MOST_COMMITS + " anew. Use git-push, or make fewer commits.");
        }
        stage(head);
        ObjectId made = below;
        for (RevCommit commit : own) {
            made = ObjectId.fromString(
                    github.commit(message(commit), commit.getTree().name(), made.name()));
        }
        if (!own.isEmpty() && github.move(staging(), made.name(), true) == GitHubDatabase.Move.OVERTAKEN) {
            return Optional.empty();
        }
        String ref = "heads/" + target.branch();
        GitHubDatabase.Move moved =
                tip.isPresent() ? github.move(ref, made.name(), force) : github.create(ref, made.name());
        return moved == GitHubDatabase.Move.MOVED ? Optional.of(new Landed(made, head)) : Optional.empty();
    }

    /** What an earlier attempt, whose end nobody recorded, brought to the branch. */
    private Optional<ObjectId> earlier(Optional<ObjectId> tip)
            throws ForgeException, IOException, InterruptedException {
        Optional<ObjectId> marked = github.ref(staging()).map(ObjectId::fromString);
        if (marked.isEmpty() || tip.isEmpty()) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(mirror.repository())) {
            return walk.isMergedInto(walk.parseCommit(marked.get()), walk.parseCommit(tip.get()))
                    ? marked
                    : Optional.empty();
        } catch (MissingObjectException e) {
            // What was not fetched with the branch is not on it.
            return Optional.empty();
        }
    }

    /** Brings the files to GitHub. */
    private void stage(ObjectId head) throws StepFailure {
        String key = context.project().name() + "/" + context.promotion() + "/" + context.alias() + "/" + head.name();
        staged = true;
        Pushes.outcome(context.git()
                .push(new PushRequest(
                        target.checkout().remote(),
                        Constants.R_REFS + staging(),
                        head,
                        head,
                        PushRequest.Mode.FORCE,
                        key)));
        context.git().settled(key);
    }

    /** Removes the ref that held the files; one that cannot be removed does no harm. */
    void forgetStaged() throws InterruptedException {
        try {
            github.delete(staging());
        } catch (ForgeException e) {
            context.log("The ref refs/" + staging() + " was not removed: " + e.getMessage());
        }
    }

    /** Whether this attempt has brought anything to GitHub. */
    boolean hasStaged() {
        return staged;
    }

    private String staging() {
        return "kargo/staging/" + context.promotion() + "/" + context.alias().replaceAll("[^A-Za-z0-9_-]", "-");
    }

    /** Oldest first. */
    private List<RevCommit> between(ObjectId below, ObjectId head) throws IOException {
        List<RevCommit> commits = new ArrayList<>();
        try (RevWalk walk = new RevWalk(mirror.repository())) {
            walk.sort(RevSort.TOPO);
            walk.markStart(walk.parseCommit(head));
            walk.markUninteresting(walk.parseCommit(below));
            for (RevCommit commit : walk) {
                walk.parseBody(commit);
                commits.add(commit);
            }
        }
        Collections.reverse(commits);
        return commits;
    }

    /** GitHub names the owner of the credentials as author; an author that the manifest names is told in a trailer. */
    private String message(RevCommit commit) {
        PersonIdent author = commit.getAuthorIdent();
        String message = commit.getFullMessage().stripTrailing();
        if (author.getEmailAddress().equals(context.commitIdentity().email())
                && author.getName().equals(context.commitIdentity().name())) {
            return message;
        }
        String trailer = "Co-authored-by: " + author.getName() + " <" + author.getEmailAddress() + ">";
        if (message.contains(trailer)) {
            return message;
        }
        return message + (endsWithTrailers(message) ? "\n" : "\n\n") + trailer;
    }

    private static boolean endsWithTrailers(String message) {
        int paragraph = message.lastIndexOf("\n\n");
        return paragraph > 0
                && message.substring(paragraph + 2).lines().allMatch(line -> TRAILER.matcher(line)
                        .matches());
    }
}
