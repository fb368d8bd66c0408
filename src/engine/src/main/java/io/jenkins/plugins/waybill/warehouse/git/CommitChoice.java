package io.jenkins.plugins.waybill.warehouse.git;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.git.GitMirror;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.warehouse.BooleanRule;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.Fates;
import io.jenkins.plugins.waybill.warehouse.NameFilter;
import io.jenkins.plugins.waybill.warehouse.VersionFilter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** One choosing of commits by a subscription's rules, with the reason for each that was looked at. */
final class CommitChoice {

    private final GitMirror mirror;
    private final Subscription.Git wanted;
    private final PathFilter paths;
    private final @Nullable BooleanRule rule;
    private final Fates fates = new Fates();

    CommitChoice(GitMirror mirror, Subscription.Git wanted) throws DiscoveryException {
        this.mirror = mirror;
        this.wanted = wanted;
        this.paths = PathFilter.of(wanted.includePaths(), wanted.excludePaths());
        this.rule = wanted.expressionFilter().isEmpty()
                ? null
                : BooleanRule.of("expressionFilter", wanted.expressionFilter());
    }

    List<Candidate> explained() {
        return fates.list();
    }

    /** The commits that are taken, best first, at most as many as the subscription's limit. */
    List<RepositoryCommit> choose() throws GitException, IOException, DiscoveryException {
        try (RevWalk walk = new RevWalk(mirror.repository())) {
            return switch (wanted.strategy()) {
                case NEWEST_FROM_BRANCH -> fromBranch(walk);
                case SEMVER -> {
                    VersionFilter versions = VersionFilter.of(wanted.strictSemvers(), wanted.semverConstraint());
                    yield fromTags(
                            walk,
                            versions,
                            Comparator.comparing(commit -> String.valueOf(commit.tag()), versions.order()));
                }
                case LEXICAL ->
                    fromTags(
                            walk,
                            null,
                            Comparator.comparing(
                                    commit -> Constants.encode(String.valueOf(commit.tag())),
                                    (a, b) -> Arrays.compareUnsigned(b, a)));
                case NEWEST_TAG -> fromTags(walk, null, null);
            };
        }
    }

    private List<RepositoryCommit> fromBranch(RevWalk walk) throws GitException, IOException, DiscoveryException {
        String branch = wanted.branch().isEmpty()
                ? mirror.defaultBranch()
                        .orElseThrow(() -> new DiscoveryException(wanted.repoUrl()
                                + " has no default branch, perhaps because it is empty. Push a commit, or name a"
                                + " branch in the subscription."))
                : wanted.branch();
        ObjectId head = mirror.branch(branch)
                .orElseThrow(() -> new DiscoveryException("There is no branch '" + branch + "' in " + wanted.repoUrl()
                        + "; it has " + String.join(", ", mirror.branches().keySet()) + "."));
        @Nullable Instant since = since();
        walk.setFirstParent(true);
        walk.markStart(walk.parseCommit(head));
        List<RepositoryCommit> taken = new ArrayList<>();
        for (RevCommit next = walk.next(); next != null && taken.size() < wanted.discoveryLimit(); next = walk.next()) {
            RepositoryCommit commit = new RepositoryCommit(next, null, null);
            if (since != null && commit.committedAt().isBefore(since)) {
                left(commit, "it is older than " + wanted.since() + "; the history is not read beyond it");
                break;
            }
            Optional<String> objection = filtered(commit);
            if (objection.isEmpty() && !paths.isOpen() && !paths.admits(changedPaths(next))) {
                objection = Optional.of("it changes no path that counts");
            }
            if (objection.isPresent()) {
                left(commit, objection.get());
            } else {
                taken(commit, taken, "branch " + branch);
            }
        }
        return taken;
    }

    private List<RepositoryCommit> fromTags(
            RevWalk walk, @Nullable VersionFilter versions, @Nullable Comparator<RepositoryCommit> order)
            throws IOException, DiscoveryException {
        NameFilter names = NameFilter.of(wanted.allowTagsRegexes(), wanted.ignoreTagsRegexes());
        List<RepositoryCommit> candidates = new ArrayList<>();
        for (RepositoryCommit commit : newestTagsFirst(walk)) {
            String tag = String.valueOf(commit.tag());
            Optional<String> objection = names.objection(tag);
            if (objection.isEmpty() && versions != null) {
                objection = versions.objection(tag);
            }
            if (objection.isEmpty()) {
                objection = filtered(commit);
            }
            if (objection.isPresent()) {
                left(commit, objection.get());
            } else {
                candidates.add(commit);
            }
        }
        if (order != null) {
            candidates.sort(order);
        }
        List<RepositoryCommit> taken = new ArrayList<>();
        for (RepositoryCommit commit : candidates) {
            if (taken.size() >= wanted.discoveryLimit()) {
                left(commit, "discoveryLimit " + wanted.discoveryLimit() + " was reached");
            } else if (!paths.isOpen() && !paths.admits(changedPaths(commit.commit()))) {
                left(commit, "its commit changes no path that counts");
            } else {
                taken(
                        commit,
                        taken,
                        wanted.strategy() == Subscription.CommitSelection.NEWEST_TAG ? "newest tag" : "tag");
            }
        }
        return taken;
    }

    private List<RepositoryCommit> newestTagsFirst(RevWalk walk) throws IOException {
        List<RepositoryCommit> commits = new ArrayList<>();
        for (Map.Entry<String, ObjectId> tag : mirror.tags().entrySet()) {
            RevObject object = walk.parseAny(tag.getValue());
            @Nullable RevTag annotation = object instanceof RevTag made ? made : null;
            if (walk.peel(object) instanceof RevCommit commit) {
                walk.parseBody(commit);
                if (annotation != null) {
                    walk.parseBody(annotation);
                }
                commits.add(new RepositoryCommit(commit, tag.getKey(), annotation));
            }
        }
        commits.sort(Comparator.comparing(RepositoryCommit::createdAt).reversed());
        return commits;
    }

    private Optional<String> filtered(RepositoryCommit commit) throws DiscoveryException {
        BooleanRule filter = rule;
        return filter == null || filter.holds(commit.scope())
                ? Optional.empty()
                : Optional.of("expressionFilter is false for it");
    }

    /** The paths of the commit's own change against its first parent; both sides of a rename. */
    private Set<String> changedPaths(RevCommit commit) throws IOException {
        Set<String> changed = new LinkedHashSet<>();
        try (TreeWalk trees = new TreeWalk(mirror.repository())) {
            if (commit.getParentCount() == 0) {
                trees.addTree(new EmptyTreeIterator());
            } else {
                try (RevWalk parents = new RevWalk(mirror.repository())) {
                    trees.addTree(parents.parseCommit(commit.getParent(0)).getTree());
                }
            }
            trees.addTree(commit.getTree());
            trees.setRecursive(true);
            trees.setFilter(TreeFilter.ANY_DIFF);
            while (trees.next()) {
                changed.add(trees.getPathString());
            }
        }
        return changed;
    }

    private @Nullable Instant since() throws DiscoveryException {
        if (wanted.since().isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(wanted.since()).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeParseException e) {
            throw new DiscoveryException("since '" + wanted.since() + "' is no time such as 2026-05-01T00:00:00Z.", e);
        }
    }

    private void taken(RepositoryCommit commit, List<RepositoryCommit> taken, String how) {
        taken.add(commit);
        fates.add(new Candidate(
                commit.describe(),
                true,
                taken.size() == 1 ? "the best of " + how : "number " + taken.size() + " of " + how));
    }

    private void left(RepositoryCommit commit, String reason) {
        fates.add(new Candidate(commit.describe(), false, reason));
    }
}
