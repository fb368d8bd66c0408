package io.jenkins.plugins.waybill.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PushConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.jspecify.annotations.Nullable;

/**
 * One look at a ref of a remote over a connection that can also move it, on condition that it still is what was seen.
 */
final class RemoteBranch implements AutoCloseable {

    private static final Pattern TRANSIENT =
            Pattern.compile("lock|failed to update ref|stale info|fetch first|non-fast-forward|non-fast forward");
    private static final int LONGEST_MESSAGE = 2000;

    private final OwnConfiguration.Scope scope;
    private final RemoteConnection connection;
    private final @Nullable PushConnection push;
    private final @Nullable LocalPush local;
    private final Repository repository;
    private final String name;
    private final Optional<ObjectId> seen;

    private RemoteBranch(
            OwnConfiguration.Scope scope,
            RemoteConnection connection,
            PushConnection push,
            Repository repository,
            String name) {
        this.scope = scope;
        this.connection = connection;
        this.push = push;
        this.local = null;
        this.repository = repository;
        this.name = name;
        Ref ref = push.getRef(name);
        this.seen = Optional.ofNullable(ref == null ? null : ref.getObjectId()).map(ObjectId::copy);
    }

    private RemoteBranch(
            OwnConfiguration.Scope scope,
            RemoteConnection connection,
            LocalPush local,
            Repository repository,
            String name)
            throws IOException {
        this.scope = scope;
        this.connection = connection;
        this.push = null;
        this.local = local;
        this.repository = repository;
        this.name = name;
        this.seen = local.look().map(ObjectId::copy);
    }

    /** Connects and looks. */
    static RemoteBranch open(Connector connector, GitRemote remote, MirrorStore store, String name)
            throws GitException {
        var scope = OwnConfiguration.enter();
        RemoteConnection connection = null;
        try {
            connection = connector.open(remote, store.url(), store.repository());
            boolean hooks = connector.letHooksRun(connection);
            LocalPush local = hooks ? null : LocalPush.open(connection.url(), store.repository(), name);
            if (local != null) {
                return new RemoteBranch(scope, connection, local, store.repository(), name);
            }
            PushConnection push = connection.transport().openPush();
            return new RemoteBranch(scope, connection, push, store.repository(), name);
        } catch (NotSupportedException | TransportException e) {
            GitException explained = connection == null
                    ? new GitException(GitException.Kind.UNREACHABLE, String.valueOf(e.getMessage()), e)
                    : connection.explain(e);
            closeAll(scope, connection);
            throw explained;
        } catch (IOException e) {
            closeAll(scope, connection);
            throw new GitException(
                    GitException.Kind.UNREACHABLE, store.url().shown() + " cannot be read: " + e.getMessage(), e);
        } catch (GitException | RuntimeException e) {
            closeAll(scope, connection);
            throw e;
        }
    }

    /** What the ref pointed to when the connection was made; empty when it was not there. */
    Optional<ObjectId> seen() {
        return seen;
    }

    /** Moves the ref if it is still what was seen. May be called once. */
    Answer send(ObjectId commit, boolean force) throws GitException {
        PushConnection protocol = push;
        try {
            if (local != null || protocol == null) {
                return java.util.Objects.requireNonNull(local).send(commit, seen);
            }
            var update =
                    new RemoteRefUpdate(repository, null, commit, name, force, null, seen.orElse(ObjectId.zeroId()));
            var said = new ByteArrayOutputStream();
            protocol.push(NullProgressMonitor.INSTANCE, Map.of(name, update), said);
            return answer(update, said.toString(StandardCharsets.UTF_8));
        } catch (TransportException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("unpacking")
                    || message.contains("exceeds the limit")
                    || message.contains("too large")) {
                return new Answer(Verdict.REFUSED, said(message, messages()));
            }
            return new Answer(
                    Verdict.UNKNOWN, String.valueOf(connection.explain(e).getMessage()));
        } catch (IOException e) {
            throw connection.explain(e);
        }
    }

    private Answer answer(RemoteRefUpdate update, String streamed) {
        return switch (update.getStatus()) {
            case OK, UP_TO_DATE -> new Answer(Verdict.LANDED, "");
            case REJECTED_REMOTE_CHANGED, REJECTED_NONFASTFORWARD -> new Answer(Verdict.RACE_LOST, "");
            default -> {
                String reason = update.getMessage() == null ? update.getStatus().toString() : update.getMessage();
                boolean race =
                        TRANSIENT.matcher(reason.toLowerCase(Locale.ROOT)).find();
                yield new Answer(
                        race ? Verdict.RACE_LOST : Verdict.REFUSED,
                        said(reason, streamed.isBlank() ? messages() : streamed));
            }
        };
    }

    private @Nullable String messages() {
        return push == null ? null : push.getMessages();
    }

    private String said(String reason, @Nullable String messages) {
        String more = messages == null ? "" : messages.strip();
        String all = more.isEmpty() ? reason : reason + "\n" + more;
        String masked = connection.masked(all).replaceAll("\\p{Cntrl}&&[^\n\t]", "");
        return masked.length() > LONGEST_MESSAGE ? masked.substring(0, LONGEST_MESSAGE) + "…" : masked;
    }

    @Override
    public void close() {
        if (push != null) {
            push.close();
        }
        if (local != null) {
            local.close();
        }
        closeAll(scope, connection);
    }

    private static void closeAll(OwnConfiguration.Scope scope, @Nullable RemoteConnection connection) {
        if (connection != null) {
            connection.close();
        }
        scope.close();
    }

    /** What became of a send. */
    enum Verdict {
        LANDED,
        /** Somebody else moved the ref, or holds its lock. */
        RACE_LOST,
        /** A hook or a rule of the remote. */
        REFUSED,
        /** Broke off before the answer came; it may have landed. */
        UNKNOWN
    }

    /**
     * The remote's answer.
     *
     * @param verdict what became of it
     * @param message in the remote's words, without secrets
     */
    record Answer(Verdict verdict, String message) {}
}
