package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.git.RemoteBranch.Answer;
import io.jenkins.plugins.waybill.git.RemoteBranch.Verdict;
import io.jenkins.plugins.waybill.host.Credential;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * The only one who pushes to a branch. Sends at once when idle; what arrives meanwhile is stacked and sent together.
 * What belongs to different credentials is never mixed.
 */
final class BranchPusher {

    private static final long FIRST_PAUSE_MILLIS = 40;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** Nobody new for so long means that the crowd is complete. */
    private static final long QUIET_MILLIS = 30;

    private static final long LONGEST_GATHERING_MILLIS = 600;

    /** Refusals that are about the branch or the user, whatever the commits are. */
    private static final Pattern WHOLE_BRANCH = Pattern.compile(
            "(?i)protected branch|not allowed to push|gh006|gh013|archived|read.only|permission|denied to");

    private final MirrorStore store;
    private final PushRecords records;
    private final Connector connector;
    private final GitSettings settings;
    private final Executor executor;
    private final Fetch fetch;
    private final String ref;

    private final Deque<PendingPush> queue = new ArrayDeque<>();
    private boolean running;
    private boolean closed;

    BranchPusher(
            MirrorStore store, Connector connector, GitSettings settings, Executor executor, Fetch fetch, String ref) {
        this.store = store;
        this.records = new PushRecords(store);
        this.connector = connector;
        this.settings = settings;
        this.executor = executor;
        this.fetch = fetch;
        this.ref = ref;
    }

    /** Takes a request; its outcome completes by itself. */
    void add(PendingPush push) {
        synchronized (this) {
            if (closed) {
                push.failed(closing());
                return;
            }
            queue.add(push);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            close();
        }
    }

    /** Takes no more requests and lets go of those not begun; one that is under way ends by itself. */
    synchronized void close() {
        closed = true;
        queue.forEach(push -> push.failed(closing()));
        queue.clear();
    }

    /** Whether the remote had the ref when it was last asked. */
    boolean isKnown() {
        return MirrorStore.localName(ref).flatMap(store::tracked).isPresent();
    }

    private void drain() {
        for (List<PendingPush> batch = next(); !batch.isEmpty(); batch = next()) {
            try {
                for (PendingPush push : batch) {
                    records.find(push.recordRef()).ifPresent(push.sentAs()::add);
                }
                land(batch);
            } catch (GitException e) {
                fail(batch, e);
            } catch (IOException e) {
                fail(batch, store.local(e));
            } catch (RuntimeException | Error e) {
                fail(batch, new GitException(GitException.Kind.LOCAL, "Pushing broke off: " + e, e));
            }
            gather();
        }
    }

    /**
     * While a crowd arrives, waiting until it is complete costs less than sending it in small groups. A push that comes
     * alone to an idle branch never waits here.
     */
    private synchronized void gather() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_GATHERING_MILLIS);
        int arrived = 0;
        while (queue.size() > arrived && System.nanoTime() < end && !closed) {
            arrived = queue.size();
            try {
                wait(QUIET_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** All that wait and can go together; nothing and no longer running when none do. */
    private synchronized List<PendingPush> next() {
        var batch = new ArrayList<PendingPush>();
        PendingPush first = queue.poll();
        if (first == null) {
            running = false;
            return batch;
        }
        batch.add(first);
        if (first.isStacked() && ref.startsWith(Constants.R_HEADS)) {
            Optional<Credential> credential = credential(first);
            while (!queue.isEmpty()
                    && queue.peek().isStacked()
                    && credential(queue.peek()).equals(credential)
                    && queue.peek().request().remote().insecureSkipTlsVerify()
                            == first.request().remote().insecureSkipTlsVerify()) {
                batch.add(queue.remove());
            }
        }
        return batch;
    }

    private static GitException closing() {
        return new GitException(
                GitException.Kind.LOCAL, "Waybill is shutting down; the push has to be asked for again");
    }

    private Optional<Credential> credential(PendingPush push) {
        return connector.credential(push.request().remote(), store.url());
    }

    /** Brings the requests to the branch, each on top of the one before, or tells each why not. */
    private void land(List<PendingPush> batch) throws GitException, IOException {
        List<PendingPush> open = batch;
        @Nullable Answer last = null;
        Optional<ObjectId> before = Optional.empty();
        for (int attempt = 1; attempt <= settings.pushAttempts(); attempt++) {
            try (RemoteBranch branch = look(open)) {
                if (branch == null) {
                    pause(attempt);
                    continue;
                }
                if (last != null
                        && last.verdict() == Verdict.REFUSED
                        && branch.seen().equals(before)) {
                    refused(open, last.message());
                    return;
                }
                before = branch.seen();
                Round round = round(branch, open);
                open = round.open();
                last = round.answer();
            }
            if (open.isEmpty()) {
                return;
            }
            if (last != null && last.verdict() != Verdict.REFUSED) {
                pause(attempt);
            }
        }
        throw exhausted(last);
    }

    private Round round(RemoteBranch branch, List<PendingPush> open) throws GitException, IOException {
        PendingPush first = open.get(0);
        if (!ref.startsWith(Constants.R_HEADS) || !first.isStacked()) {
            return replace(branch, first);
        }
        if (branch.seen().isEmpty()) {
            List<PendingPush> orphaned =
                    open.stream().filter(PendingPush::wasThere).toList();
            fail(orphaned, gone(first));
            open = open.stream().filter(push -> !push.wasThere()).toList();
        }
        PushStack stack = PushStack.build(store, branch.seen(), open);
        stack.landed().forEach(PendingPush::landed);
        stack.conflicting()
                .forEach((push, reason) ->
                        push.failed(new GitException(GitException.Kind.CONFLICT, PushStack.explain(push, reason))));
        var rest = new ArrayList<>(stack.commits().keySet());
        if (stack.isNews(branch.seen())) {
            records.write(stack.commits());
            Answer answer = branch.send(stack.tip().orElseThrow(), false);
            if (answer.verdict() != Verdict.LANDED) {
                rest.addAll(stack.later());
                return new Round(rest, answer);
            }
            moved(stack.tip().orElseThrow());
        }
        stack.commits().forEach(PendingPush::landed);
        return new Round(stack.later(), null);
    }

    /** Tags, and branches that are to be overwritten, go as they are. */
    private Round replace(RemoteBranch branch, PendingPush push) throws GitException, IOException {
        ObjectId commit = push.request().commit();
        if (branch.seen().isPresent() && branch.seen().get().equals(commit)) {
            moved(commit);
            push.landed(commit);
            return new Round(List.of(), null);
        }
        if (push.isStacked() && branch.seen().isPresent()) {
            throw new GitException(
                    GitException.Kind.REFUSED,
                    "'" + push.request().branch() + "' exists already in "
                            + store.url().shown() + " and is "
                            + branch.seen().get().name() + "; it is only overwritten by force");
        }
        records.write(Map.of(push, commit));
        Answer answer = branch.send(commit, !push.isStacked());
        if (answer.verdict() != Verdict.LANDED) {
            return new Round(List.of(push), answer);
        }
        moved(commit);
        push.landed(commit);
        return new Round(List.of(), null);
    }

    /** Connects, and sees to it that the objects of what is there are here; null when it moved on meanwhile. */
    private @Nullable RemoteBranch look(List<PendingPush> open) throws GitException, IOException {
        PendingPush first = open.get(0);
        RemoteBranch branch = RemoteBranch.open(connector, first.request().remote(), store, ref);
        try {
            boolean needed = first.isStacked() && branch.seen().isPresent();
            if (needed
                    && !store.repository().getObjectDatabase().has(branch.seen().get())) {
                fetch.fetch(first.request().remote());
                if (!store.repository().getObjectDatabase().has(branch.seen().get())) {
                    branch.close();
                    return null;
                }
            }
            return branch;
        } catch (GitException | IOException | RuntimeException e) {
            branch.close();
            throw e;
        }
    }

    /** In a batch one request's content may be what the remote refuses; the others must not suffer for it. */
    private void refused(List<PendingPush> open, String message) throws GitException, IOException {
        if (open.size() == 1 || WHOLE_BRANCH.matcher(message).find()) {
            fail(
                    open,
                    new GitException(
                            GitException.Kind.REFUSED,
                            store.url().shown() + " refused the push to '" + shortName() + "': " + message));
            return;
        }
        int half = open.size() / 2;
        land(open.subList(0, half));
        land(open.subList(half, open.size()));
    }

    private void moved(ObjectId commit) throws IOException {
        Optional<String> local = MirrorStore.localName(ref);
        if (local.isPresent()) {
            store.pushed(local.get(), commit);
        }
    }

    private void pause(int attempt) throws GitException {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest / 2, longest));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitException(GitException.Kind.LOCAL, "Waybill is shutting down; the push did not land yet");
        }
    }

    private GitException gone(PendingPush push) {
        return new GitException(
                GitException.Kind.NOT_FOUND,
                "Branch '" + push.request().branch() + "' of " + store.url().shown()
                        + " was deleted after the work on it began; restore it, or promote again to make it anew");
    }

    private GitException exhausted(@Nullable Answer last) {
        String how = last == null || last.message().isEmpty() ? "" : "; the last answer was: " + last.message();
        boolean unknown = last != null && last.verdict() == Verdict.UNKNOWN;
        return new GitException(
                GitException.Kind.UNREACHABLE,
                unknown
                        ? store.url().shown() + " broke off each of " + settings.pushAttempts() + " pushes to '"
                                + shortName() + "'" + how
                        : "Others were faster on '" + shortName() + "' of "
                                + store.url().shown() + " " + settings.pushAttempts() + " times in a row" + how);
    }

    private String shortName() {
        return Repository.shortenRefName(ref);
    }

    private static void fail(List<PendingPush> pushes, GitException failure) {
        for (PendingPush push : pushes) {
            push.failed(failure);
        }
    }

    /** Brings the mirror up to date with the credentials of one of its users. */
    @FunctionalInterface
    interface Fetch {
        void fetch(GitRemote remote) throws GitException;
    }

    /**
     * What one connection achieved.
     *
     * @param open requests that are not settled
     * @param answer the remote's, unless it took what was sent or nothing was to send
     */
    private record Round(List<PendingPush> open, @Nullable Answer answer) {}
}
