package io.jenkins.plugins.waybill.git;

import java.util.concurrent.CompletableFuture;

import io.jenkins.plugins.waybill.host.Host;

/** The remotes of all projects: mirrors to read from and pushers to write with. Thread-safe. */
public final class Git implements AutoCloseable {

    /** Keeps its mirrors under {@code home/git}. */
    public static Git open(Host host) {
        throw new UnsupportedOperationException();
    }

    /** The mirror of a remote; made when first asked for, filled by its first fetch. */
    public GitMirror mirror(GitRemote remote) throws GitException {
        throw new UnsupportedOperationException();
    }

    /**
     * Hands a commit to the branch's pusher, which stacks what it is given and sends it together.
     *
     * @return completes when the commit is on the branch, or exceptionally with a {@link GitException}
     */
    public CompletableFuture<PushOutcome> push(PushRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
