package io.jenkins.plugins.waybill.git;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.jenkins.plugins.waybill.host.Host;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The remotes of all projects: mirrors to read from and pushers to write with. Thread-safe. */
public final class Git implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Git.class);

    private final Path directory;
    private final GitSettings settings;
    private final Connector connector;
    private final Map<String, MirrorStore> stores = new HashMap<>();
    private final Map<GitRemote, GitMirror> mirrors = new ConcurrentHashMap<>();

    private final Map<Target, BranchPusher> pushers = new ConcurrentHashMap<>();
    private final Map<String, PendingPush> underway = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<PushOutcome>> settled = Collections.synchronizedMap(new Settled());
    private final ExecutorService executor;
    private final Housekeeping housekeeping;

    private Git(Path directory, GitSettings settings, Connector connector, InstantSource clock) {
        this.directory = directory;
        this.settings = settings;
        this.connector = connector;
        var threads = new AtomicInteger();
        this.executor = Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "waybill-git-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.housekeeping = new Housekeeping(executor, clock);
    }

    /** Keeps its mirrors under {@code home/git}. */
    public static Git open(Host host) {
        return open(host, GitSettings.DEFAULTS);
    }

    /** Keeps its mirrors under {@code home/git}. */
    public static Git open(Host host, GitSettings settings) {
        Path directory = host.home().resolve("git");
        return new Git(directory, settings, new Connector(host, settings, directory), host.clock());
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
        var wanted = List.of(new RefSpec("refs/heads/*:refs/heads/*"), new RefSpec("refs/tags/*:refs/tags/*"));
        try (var own = OwnConfiguration.enter();
                RemoteConnection connection = connector.open(remote, url, null)) {
            try (FetchConnection listing = connection.openFetch(wanted, Constants.HEAD)) {
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
        try {
            MirrorStore store = mirror(request.remote()).store();
            BranchPusher pusher = pushers.computeIfAbsent(
                    new Target(store.url().shown(), request.ref()),
                    target -> new BranchPusher(
                            store,
                            connector,
                            settings,
                            executor,
                            owner -> mirror(owner).fetch(),
                            target.ref()));
            var push = new PendingPush(request, pusher.isKnown());
            PendingPush same = underway.putIfAbsent(push.recordRef(), push);
            if (same != null) {
                return same.outcome().copy();
            }
            // The answer is kept before anyone who waits for it is woken.
            CompletableFuture<PushOutcome> answer = push.outcome().whenComplete((outcome, failure) -> {
                settled.put(request.key(), push.outcome());
                underway.remove(push.recordRef(), push);
            });
            pusher.add(push);
            return answer.copy();
        } catch (GitException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * The answer to a push that was asked for under that key and is done, given once: whoever let go of a push while it
     * was under way finds here how it ended.
     */
    public Optional<CompletableFuture<PushOutcome>> settled(String key) {
        return Optional.ofNullable(settled.remove(key)).map(CompletableFuture::copy);
    }

    Housekeeping housekeeping() {
        return housekeeping;
    }

    private MirrorStore store(RemoteUrl url) throws GitException {
        synchronized (stores) {
            MirrorStore store = stores.get(url.directoryName());
            if (store == null) {
                store = MirrorStore.open(directory, url, housekeeping);
                stores.put(url.directoryName(), store);
            }
            return store;
        }
    }

    /** Lets pushes that were sent end, for a while; what has not been sent yet fails and can be asked for again. */
    @Override
    public void close() {
        pushers.values().forEach(BranchPusher::close);
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A push is still under way; its commit will be recognised after the next start.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (stores) {
            stores.values().forEach(MirrorStore::close);
            stores.clear();
        }
        mirrors.clear();
    }

    private record Target(String url, String ref) {}

    /** Answers that nobody asked for again are forgotten, oldest first. */
    private static final class Settled extends LinkedHashMap<String, CompletableFuture<PushOutcome>> {

        private static final int MOST = 10_000;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<PushOutcome>> eldest) {
            return size() > MOST;
        }
    }
}
