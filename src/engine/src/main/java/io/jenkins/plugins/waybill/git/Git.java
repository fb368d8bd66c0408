package io.jenkins.plugins.waybill.git;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.jenkins.plugins.waybill.host.Host;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;

/** The remotes of all projects: mirrors to read from and pushers to write with. Thread-safe. */
public final class Git implements AutoCloseable {

    private final Path directory;
    private final Connector connector;
    private final Map<String, MirrorStore> stores = new HashMap<>();
    private final Map<GitRemote, GitMirror> mirrors = new ConcurrentHashMap<>();

    private Git(Path directory, Connector connector) {
        this.directory = directory;
        this.connector = connector;
    }

    /** Keeps its mirrors under {@code home/git}. */
    public static Git open(Host host) {
        return open(host, GitSettings.DEFAULTS);
    }

    /** Keeps its mirrors under {@code home/git}. */
    public static Git open(Host host, GitSettings settings) {
        Path directory = host.home().resolve("git");
        return new Git(directory, new Connector(host, settings, directory));
    }

    /** The mirror of a remote; made when first asked for, filled by its first fetch. */
    public GitMirror mirror(GitRemote remote) throws GitException {
        GitMirror known = mirrors.get(remote);
        if (known != null) {
            return known;
        }
        MirrorStore store = store(RemoteUrl.parse(remote.url()));
        return mirrors.computeIfAbsent(remote, key -> new GitMirror(key, store, connector));
    }

    /** Asks a remote for its branches and tags, without keeping or fetching anything. */
    public RemoteRefs lsRemote(GitRemote remote) throws GitException {
        RemoteUrl url = RemoteUrl.parse(remote.url());
        var wanted =
                java.util.List.of(new RefSpec("refs/heads/*:refs/heads/*"), new RefSpec("refs/tags/*:refs/tags/*"));
        try (var own = OwnConfiguration.enter();
                RemoteConnection connection = connector.open(remote, url, null)) {
            try (FetchConnection listing = connection.transport().openFetch(wanted, Constants.HEAD)) {
                return RemoteRefs.of(listing.getRefs());
            } catch (NotSupportedException | TransportException e) {
                throw connection.explain(e);
            }
        }
    }

    /**
     * Hands a commit to the branch's pusher, which stacks what it is given and sends it together.
     *
     * @return completes when the commit is on the branch, or exceptionally with a {@link GitException}
     */
    public CompletableFuture<PushOutcome> push(PushRequest request) {
        throw new UnsupportedOperationException();
    }

    private MirrorStore store(RemoteUrl url) throws GitException {
        synchronized (stores) {
            MirrorStore store = stores.get(url.directoryName());
            if (store == null) {
                store = MirrorStore.open(directory, url);
                stores.put(url.directoryName(), store);
            }
            return store;
        }
    }

    @Override
    public void close() {
        synchronized (stores) {
            stores.values().forEach(MirrorStore::close);
            stores.clear();
        }
        mirrors.clear();
    }
}
