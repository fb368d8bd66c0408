package io.jenkins.plugins.waybill.warehouse.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.git.GitMirror;
import io.jenkins.plugins.waybill.git.GitRemote;
import io.jenkins.plugins.waybill.git.RemoteRefs;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Subscription.CommitSelection;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.NameFilter;
import io.jenkins.plugins.waybill.warehouse.Observation;
import io.jenkins.plugins.waybill.warehouse.SubscriptionResult;
import io.jenkins.plugins.waybill.warehouse.SubscriptionSource;
import io.jenkins.plugins.waybill.warehouse.Subscriptions;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/**
 * Watches Git repositories: one listing of refs tells whether anything changed, and everything else is answered from
 * the bare mirror.
 */
public final class GitSource implements SubscriptionSource {

    private final Git git;

    /** Looks through these mirrors. */
    public GitSource(Git git) {
        this.git = git;
    }

    @Override
    public boolean watches(Subscription subscription) {
        return subscription instanceof Subscription.Git;
    }

    @Override
    public Observation observe(String project, Subscription subscription, String before) throws DiscoveryException {
        Subscription.Git wanted = (Subscription.Git) subscription;
        if (wanted.strategy() != CommitSelection.NEWEST_FROM_BRANCH) {
            Subscriptions.refuseRemoved(wanted.removedField());
        }
        String fingerprint = look(project, wanted);
        return new Observation() {
            @Override
            public String fingerprint() {
                return fingerprint;
            }

            @Override
            public SubscriptionResult candidates() throws DiscoveryException {
                return choose(project, wanted);
            }
        };
    }

    private String look(String project, Subscription.Git wanted) throws DiscoveryException {
        try {
            RemoteRefs refs = git.lsRemote(remote(project, wanted));
            Map<String, ObjectId> relevant = new TreeMap<>();
            if (wanted.strategy() == CommitSelection.NEWEST_FROM_BRANCH) {
                String branch = wanted.branch().isEmpty() ? refs.defaultBranch().orElse("") : wanted.branch();
                ObjectId head = refs.branches().get(branch);
                relevant.put(branch, head == null ? ObjectId.zeroId() : head);
            } else {
                NameFilter filter = NameFilter.of(wanted.allowTagsRegexes(), wanted.ignoreTagsRegexes());
                refs.tags().forEach((name, id) -> {
                    if (filter.objection(name).isEmpty()) {
                        relevant.put(name, id);
                    }
                });
            }
            return fingerprint(rules(wanted) + relevant);
        } catch (GitException e) {
            throw failure(e);
        }
    }

    private SubscriptionResult choose(String project, Subscription.Git wanted) throws DiscoveryException {
        try {
            GitMirror mirror = git.mirror(remote(project, wanted));
            mirror.fetch();
            CommitChoice choice = new CommitChoice(mirror, wanted);
            List<RepositoryCommit> taken = choice.choose();
            List<Artifacts> found = new ArrayList<>();
            for (RepositoryCommit commit : taken) {
                found.add(Artifacts.ofCommits(List.of(commit.pin(wanted))));
            }
            List<Candidate> explained = choice.explained();
            return new SubscriptionResult(
                    wanted,
                    found,
                    explained,
                    taken.isEmpty()
                            ? Map.of()
                            : Map.of("commitFrom", taken.get(0).criteria(wanted)));
        } catch (GitException e) {
            throw failure(e);
        } catch (IOException e) {
            throw new DiscoveryException("The mirror of " + wanted.repoUrl() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static GitRemote remote(String project, Subscription.Git subscription) {
        return new GitRemote(project, subscription.repoUrl(), subscription.insecureSkipTlsVerify());
    }

    private static DiscoveryException failure(GitException problem) {
        return new DiscoveryException(String.valueOf(problem.getMessage()), problem);
    }

    /** All that decides over candidates; where it is written does not. */
    private static String rules(Subscription.Git wanted) {
        return String.join(
                "\n",
                wanted.repoUrl(),
                wanted.strategy().name(),
                wanted.branch(),
                wanted.semverConstraint(),
                String.valueOf(wanted.strictSemvers()),
                wanted.allowTagsRegexes().toString(),
                wanted.ignoreTagsRegexes().toString(),
                wanted.expressionFilter(),
                wanted.includePaths().toString(),
                wanted.excludePaths().toString(),
                wanted.since(),
                wanted.name(),
                String.valueOf(wanted.discoveryLimit()),
                "");
    }

    private static String fingerprint(String text) {
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            return formatter
                    .idFor(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8))
                    .name();
        }
    }
}
