package io.jenkins.plugins.waybill.git;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.http.HttpFailure;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.RemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackTransport;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/** A dialled remote, and what is known for explaining why it did not work. */
final class RemoteConnection implements AutoCloseable {

    private static final int SHORTEST_MASKED = 4;

    private final Transport transport;
    private final RemoteUrl url;
    private final Optional<Credential> credential;
    private final Verdict verdict;
    private final String hint;

    RemoteConnection(
            Transport transport, RemoteUrl url, Optional<Credential> credential, Verdict verdict, String hint) {
        this.transport = transport;
        this.url = url;
        this.credential = credential;
        this.verdict = verdict;
        this.hint = hint;
    }

    Transport transport() {
        return transport;
    }

    RemoteUrl url() {
        return url;
    }

    /** Asks for what the remote has; the connection can then fetch it. */
    FetchConnection openFetch(List<RefSpec> specs, String... more) throws NotSupportedException, TransportException {
        Optional<File> directory = url.localDirectory();
        if (directory.isPresent() && transport instanceof PackTransport packs) {
            return new LocalFetch(packs, directory.get());
        }
        return transport.openFetch(specs, more);
    }

    @Override
    public void close() {
        transport.close();
    }

    /** What went wrong, in words for people and without secrets. */
    GitException explain(Exception failure) {
        return explain(failure, url, credential, verdict, hint);
    }

    /** A text from the remote without this connection's secrets. */
    String masked(String text) {
        return masked(text, credential);
    }

    static GitException explain(
            Exception failure, RemoteUrl url, Optional<Credential> credential, Verdict verdict, String hint) {
        if (failure instanceof GitException already) {
            return already;
        }
        String said = masked(shortest(failure), credential);
        String where = url.shown();
        @Nullable String hostKey = verdict.hostKeyRefusal;
        if (hostKey != null) {
            return new GitException(
                    GitException.Kind.UNAUTHORISED, "The SSH server of " + where + " is not trusted: " + hostKey);
        }
        boolean anonymous = credential.isEmpty();
        return switch (kindOf(failure, said, verdict)) {
            case UNAUTHORISED ->
                new GitException(
                        GitException.Kind.UNAUTHORISED,
                        where
                                + (anonymous
                                        ? " needs credentials, and none are configured for it" + hint
                                        : " does not accept the configured credentials")
                                + " (" + said + ")");
            case NOT_FOUND ->
                new GitException(
                        GitException.Kind.NOT_FOUND,
                        "There is no Git repository at " + where
                                + (url.kind() == RemoteUrl.Kind.LOCAL
                                        ? ""
                                        : anonymous
                                                ? ", or it needs credentials and none are configured for it" + hint
                                                : ", or the configured credentials may not see it"));
            case LOCAL ->
                new GitException(
                        GitException.Kind.LOCAL,
                        "The mirror of " + where + " on this machine is in trouble: " + said,
                        failure);
            default ->
                new GitException(
                        GitException.Kind.UNREACHABLE,
                        where + " cannot be reached or broke off: " + advised(failure, said),
                        failure);
        };
    }

    /** What was said, and what to do where that does not say it. */
    private static String advised(Exception failure, String said) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean lost = cause instanceof HttpFailure answer
                    && (answer.reason() == HttpFailure.Reason.UNREACHABLE
                            || answer.reason() == HttpFailure.Reason.TIMED_OUT);
            if (lost) {
                return said + " Behind a firewall, name its proxy.";
            }
            if (cause instanceof UnknownHostException) {
                return "its host is not known (" + said + "). Check the name, and that it resolves on this machine.";
            }
            if (cause instanceof ConnectException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof SocketTimeoutException) {
                return said + ". Check that it is up, and that no firewall is in between.";
            }
        }
        return said;
    }

    private static GitException.Kind kindOf(Exception failure, String said, Verdict verdict) {
        int status = verdict.httpStatus;
        if (status == 401 || status == 403) {
            return GitException.Kind.UNAUTHORISED;
        }
        if (status == 404 || status == 410) {
            return GitException.Kind.NOT_FOUND;
        }
        if (status >= 400) {
            return GitException.Kind.UNREACHABLE;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoRemoteRepositoryException) {
                return GitException.Kind.NOT_FOUND;
            }
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof SocketTimeoutException
                    || cause instanceof SSLException
                    || cause instanceof HttpFailure) {
                return GitException.Kind.UNREACHABLE;
            }
            if (cause instanceof FileSystemException || isDiskFull(cause)) {
                return GitException.Kind.LOCAL;
            }
        }
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("cannot log in")
                || lower.contains("auth fail")
                || lower.contains("authentication")
                || lower.contains("permission denied")
                || lower.contains("access denied")
                || lower.contains("not permitted")) {
            return GitException.Kind.UNAUTHORISED;
        }
        if (failure instanceof RemoteRepositoryException
                || lower.contains("repository not found")
                || lower.contains("does not appear to be a git repository")
                || lower.contains("could not be found")) {
            return GitException.Kind.NOT_FOUND;
        }
        return GitException.Kind.UNREACHABLE;
    }

    static boolean isDiskFull(Throwable cause) {
        String message = cause.getMessage();
        return cause instanceof IOException
                && message != null
                && (message.contains("No space left") || message.contains("quota") || message.contains("Read-only"));
    }

    private static String shortest(Throwable failure) {
        Throwable cause = failure;
        String message = failure.getMessage();
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
            if (cause.getMessage() != null) {
                message = cause.getMessage();
            }
        }
        return message == null ? cause.getClass().getSimpleName() : message.strip();
    }

    private static String masked(String text, Optional<Credential> credential) {
        String result = RemoteUrl.withoutPassword(text);
        if (credential.isPresent()) {
            @Nullable Secret secret = secretOf(credential.get());
            if (secret != null && secret.reveal().length() >= SHORTEST_MASKED) {
                result = result.replace(secret.reveal(), "****");
            }
        }
        return result;
    }

    private static @Nullable Secret secretOf(Credential credential) {
        if (credential instanceof Credential.UsernamePassword pair) {
            return pair.password();
        }
        if (credential instanceof Credential.Token token) {
            return token.token();
        }
        return credential instanceof Credential.PrivateKey key ? key.passphrase() : null;
    }

    /** What the transports learn that JGit's exceptions do not tell. */
    static final class Verdict {

        private volatile int httpStatus;
        private volatile @Nullable String hostKeyRefusal;

        void httpStatus(int status) {
            httpStatus = status;
        }

        void hostKeyRefused(String reason) {
            hostKeyRefusal = reason;
        }
    }
}
