package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import io.jenkins.plugins.waybill.cloud.CloudFailure;
import io.jenkins.plugins.waybill.cloud.CloudLogins;
import io.jenkins.plugins.waybill.git.GitSettings.PlainHttpCredentials;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Host;
import org.eclipse.jgit.errors.UnsupportedCredentialItem;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jspecify.annotations.Nullable;

/** Dials remotes with the credentials of the project that asks. */
final class Connector {

    private final Host host;
    private final GitSettings settings;
    private final Path directory;
    private final LocalHooks localHooks;

    Connector(Host host, GitSettings settings, Path directory) {
        this.host = host;
        this.settings = settings;
        this.directory = directory;
        this.localHooks = new LocalHooks(settings.gitProgram());
    }

    /** What the project may use there; what is part of the address counts only where the host has nothing. */
    Optional<Credential> credential(GitRemote remote, RemoteUrl url) {
        if (url.kind() == RemoteUrl.Kind.LOCAL || (url.kind() == RemoteUrl.Kind.HTTP && !mayShowTo(url))) {
            return Optional.empty();
        }
        return host.credentials()
                .repository(remote.project(), Credentials.Kind.GIT, url.shown())
                .or(url::embedded);
    }

    /** A token for a key that a server does not take itself. */
    private static Optional<Credential> exchanged(Optional<Credential> credential, RemoteUrl url) throws GitException {
        if (credential.isEmpty() || !CloudLogins.exchanges(credential.get())) {
            return credential;
        }
        try {
            return Optional.of(CloudLogins.shared().login(credential.get(), url.shown()));
        } catch (CloudFailure e) {
            throw new GitException(
                    e.reason() == CloudFailure.Reason.DENIED
                            ? GitException.Kind.UNAUTHORISED
                            : GitException.Kind.UNREACHABLE,
                    String.valueOf(e.getMessage()),
                    e);
        }
    }

    /**
     * Opens a connection.
     *
     * @param repository where objects go to or come from; null for listing only
     */
    RemoteConnection open(GitRemote remote, RemoteUrl url, @Nullable Repository repository) throws GitException {
        if (url.kind() == RemoteUrl.Kind.LOCAL && !settings.localRemotes()) {
            throw new GitException(
                    GitException.Kind.UNAUTHORISED,
                    "'" + url.shown() + "' is on this machine's own disk, where repositories may not be read from;"
                            + " give an https:// or ssh:// address");
        }
        var verdict = new RemoteConnection.Verdict();
        Optional<Credential> credential = exchanged(credential(remote, url), url);
        try {
            URIish uri = url.kind() == RemoteUrl.Kind.SSH ? withUser(url.uri(), credential) : url.uri();
            Transport transport = repository == null ? Transport.open(uri) : Transport.open(repository, uri);
            transport.setTimeout((int) Math.max(1, settings.timeout().toSeconds()));
            if (transport instanceof TransportHttp http) {
                http.setHttpConnectionFactory(
                        new HttpConnections(url, credential, remote.insecureSkipTlsVerify(), verdict));
            } else if (transport instanceof SshTransport ssh) {
                ssh.setSshSessionFactory(
                        SshSessions.open(directory.toFile(), host.hostKeys(), credential, url, verdict));
                ssh.setCredentialsProvider(passwordOf(credential).orElse(null));
            }
            return new RemoteConnection(transport, url, credential, verdict, hint(url));
        } catch (IOException e) {
            throw RemoteConnection.explain(e, url, credential, verdict, hint(url));
        }
    }

    /**
     * Lets the hooks of a repository on this machine's disk run. JGit moves refs there by itself and would step over
     * them, and over the branches they protect.
     *
     * @return whether there are any
     */
    boolean letHooksRun(RemoteConnection connection) throws GitException {
        if (connection.url().kind() != RemoteUrl.Kind.LOCAL) {
            return false;
        }
        Optional<String> receiver = localHooks.receiverFor(connection.url());
        receiver.ifPresent(program -> connection.transport().setOptionReceivePack(program));
        return receiver.isPresent();
    }

    private boolean mayShowTo(RemoteUrl url) {
        PlainHttpCredentials allowed = settings.plainHttpCredentials();
        return allowed == PlainHttpCredentials.ALWAYS || (allowed == PlainHttpCredentials.LOOPBACK && url.isLoopback());
    }

    private String hint(RemoteUrl url) {
        return url.kind() == RemoteUrl.Kind.HTTP && !mayShowTo(url)
                ? "; no credentials are sent over unencrypted http://, use https://"
                : "";
    }

    private static URIish withUser(URIish uri, Optional<Credential> credential) {
        String user = "";
        if (credential.isPresent() && credential.get() instanceof Credential.PrivateKey key) {
            user = key.username();
        } else if (credential.isPresent() && credential.get() instanceof Credential.UsernamePassword pair) {
            user = pair.username();
        }
        if (!user.isEmpty()) {
            return uri.setUser(user);
        }
        // Without a user JGit would take the one that this process runs as.
        return uri.getUser() == null ? uri.setUser("git") : uri;
    }

    private static Optional<UsernamePasswordCredentialsProvider> passwordOf(Optional<Credential> credential) {
        if (credential.isPresent() && credential.get() instanceof Credential.UsernamePassword pair) {
            return Optional.of(new Password(pair.username(), pair.password().reveal()));
        }
        if (credential.isPresent() && credential.get() instanceof Credential.Token token) {
            return Optional.of(new Password("git", token.token().reveal()));
        }
        return Optional.empty();
    }

    /** Answers the SSH server's question for a password once; asked again, it was wrong. */
    private static final class Password extends UsernamePasswordCredentialsProvider {

        private boolean answered;

        Password(String username, String password) {
            super(username, password);
        }

        /** Only then does the SSH client ask at all. */
        @Override
        public boolean isInteractive() {
            return true;
        }

        @Override
        public synchronized boolean get(URIish uri, CredentialItem... items) throws UnsupportedCredentialItem {
            if (answered) {
                return false;
            }
            answered = true;
            return super.get(uri, items);
        }
    }
}
