package io.jenkins.plugins.waybill.engine;

import java.io.IOException;

import io.jenkins.plugins.waybill.git.CommitRange;
import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.git.GitException;
import io.jenkins.plugins.waybill.git.GitMirror;
import io.jenkins.plugins.waybill.git.GitRemote;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;

/** Reads commits from the mirrors that Warehouses keep. */
final class CommitHistory {

    private static final int MOST = 200;

    private final Git git;

    CommitHistory(Git git) {
        this.git = git;
    }

    /** Asks the remote only when the mirror lacks a commit. */
    CommitRange between(ProjectDefinition project, String repoUrl, String from, String to) {
        try {
            GitMirror mirror = git.mirror(remote(project, repoUrl));
            try {
                return read(mirror, from, to);
            } catch (MissingObjectException e) {
                mirror.fetch();
                return read(mirror, from, to);
            }
        } catch (MissingObjectException e) {
            throw new Refusal(
                    Refusal.Code.NOT_FOUND,
                    "The repository has no commit " + e.getObjectId().name()
                            + " any more; it may have been rewritten.");
        } catch (GitException e) {
            throw new Refusal(Refusal.Code.CONFLICT, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Refusal(Refusal.Code.CONFLICT, "The mirror of the repository cannot be read: " + e.getMessage());
        }
    }

    private static CommitRange read(GitMirror mirror, String from, String to) throws IOException {
        return CommitRange.between(mirror.repository(), ObjectId.fromString(from), ObjectId.fromString(to), MOST);
    }

    /** Only what a Warehouse of the project watches is asked: nobody chooses another address. */
    private static GitRemote remote(ProjectDefinition project, String repoUrl) {
        return project.gitSubscription(repoUrl)
                .map(subscription ->
                        new GitRemote(project.name(), subscription.repoUrl(), subscription.insecureSkipTlsVerify()))
                .orElseThrow(() -> new Refusal(
                        Refusal.Code.NOT_FOUND,
                        "No Warehouse of '" + project.name() + "' watches that repository any more."));
    }
}
