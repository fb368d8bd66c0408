package io.jenkins.plugins.waybill.git;

import java.util.Optional;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** A bare copy of a remote, kept up to date by fetching only what changed. Thread-safe. */
public final class GitMirror {

    /** The objects and refs; branches are under {@code refs/remotes/origin/}, tags under {@code refs/tags/}. */
    public Repository repository() {
        throw new UnsupportedOperationException();
    }

    /** Brings branches and tags up to date; callers that ask at the same time share one fetch. */
    public void fetch() throws GitException {
        throw new UnsupportedOperationException();
    }

    /** The commit of a remote branch as of the last fetch. */
    public Optional<ObjectId> branch(String name) throws GitException {
        throw new UnsupportedOperationException();
    }

    /** The short name of the remote's default branch as of the last fetch. */
    public Optional<String> defaultBranch() throws GitException {
        throw new UnsupportedOperationException();
    }

    /** The commit of a tag, annotated or not, as of the last fetch. */
    public Optional<ObjectId> tag(String name) throws GitException {
        throw new UnsupportedOperationException();
    }
}
