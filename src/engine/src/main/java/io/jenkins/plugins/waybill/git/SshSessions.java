package io.jenkins.plugins.waybill.git;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.HostKeys;
import io.jenkins.plugins.waybill.host.Secret;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;
import org.jspecify.annotations.Nullable;

/**
 * SSH sessions that know the project's key and the host's known_hosts file and nothing else: no {@code ~/.ssh}, no
 * agent, nobody to ask.
 */
final class SshSessions extends SshdSessionFactory {

    private final HostKeys hostKeys;
    private final List<KeyPair> keys;
    private final boolean withPassword;
    private final RemoteConnection.Verdict verdict;

    private SshSessions(
            File home, HostKeys hostKeys, List<KeyPair> keys, boolean withPassword, RemoteConnection.Verdict verdict) {
        super(null, null);
        this.hostKeys = hostKeys;
        this.keys = keys;
        this.withPassword = withPassword;
        this.verdict = verdict;
        setHomeDirectory(home);
        setSshDirectory(home);
    }

    static SshSessions open(
            File home,
            HostKeys hostKeys,
            Optional<Credential> credential,
            RemoteUrl url,
            RemoteConnection.Verdict verdict)
            throws GitException {
        List<KeyPair> keys = List.of();
        boolean withPassword = false;
        if (credential.isPresent()) {
            if (credential.get() instanceof Credential.PrivateKey key) {
                keys = load(key, url);
            } else {
                withPassword = true;
            }
        }
        if (hostKeys.policy() == HostKeys.Policy.ACCEPT_FIRST) {
            makeFile(hostKeys.knownHosts());
        }
        return new SshSessions(home, hostKeys, keys, withPassword, verdict);
    }

    private static List<KeyPair> load(Credential.PrivateKey key, RemoteUrl url) throws GitException {
        Secret passphrase = key.passphrase();
        FilePasswordProvider password =
                passphrase == null ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(passphrase.reveal());
        // A key pasted into a form often lost its last line break, which the parsers insist on.
        byte[] text = (key.key().reveal().strip() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            var pairs = new ArrayList<KeyPair>();
            Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName("key"), new ByteArrayInputStream(text), password);
            if (found != null) {
                found.forEach(pairs::add);
            }
            if (!pairs.isEmpty()) {
                return pairs;
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Nothing of the exception is kept: it may quote the key.
        }
        throw new GitException(
                GitException.Kind.UNAUTHORISED,
                "The private key for " + url.shown() + " cannot be used; expected an OpenSSH or PEM private key"
                        + (passphrase == null ? " without a passphrase" : " that the given passphrase opens"));
    }

    private static void makeFile(Path knownHosts) throws GitException {
        try {
            Path directory = knownHosts.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            if (!Files.exists(knownHosts)) {
                Files.createFile(knownHosts);
            }
        } catch (java.nio.file.FileAlreadyExistsException e) {
            // Another thread was first.
        } catch (IOException e) {
            throw new GitException(
                    GitException.Kind.LOCAL, "The file of known SSH hosts cannot be made: " + e.getMessage(), e);
        }
    }

    @Override
    protected @Nullable File getSshConfig(File sshDirectory) {
        return null;
    }

    @Override
    protected List<Path> getDefaultKnownHostsFiles(File sshDirectory) {
        return List.of(hostKeys.knownHosts());
    }

    @Override
    protected List<Path> getDefaultIdentities(File sshDirectory) {
        return List.of();
    }

    @Override
    protected Iterable<KeyPair> getDefaultKeys(File sshDirectory) {
        return keys;
    }

    @Override
    protected String getDefaultPreferredAuthentications() {
        return withPassword ? "password,keyboard-interactive" : "publickey";
    }

    @Override
    protected @Nullable ConnectorFactory getConnectorFactory() {
        return null;
    }

    @Override
    protected ServerKeyDatabase createServerKeyDatabase(File home, File sshDirectory) {
        return new Judge(super.createServerKeyDatabase(home, sshDirectory));
    }

    /** Applies the host's policy, whatever a session's own configuration says, and remembers why it said no. */
    private final class Judge implements ServerKeyDatabase {

        private final ServerKeyDatabase file;

        Judge(ServerKeyDatabase file) {
            this.file = file;
        }

        @Override
        public List<PublicKey> lookup(String address, InetSocketAddress remote, Configuration configuration) {
            return file.lookup(address, remote, new Policy(configuration));
        }

        @Override
        public boolean accept(
                String address,
                InetSocketAddress remote,
                PublicKey key,
                Configuration configuration,
                @Nullable CredentialsProvider provider) {
            var policy = new Policy(configuration);
            boolean known = !file.lookup(address, remote, policy).isEmpty();
            // Two threads may both meet a server first; only one of them should write it down.
            synchronized (SshSessions.class) {
                if (file.accept(address, remote, key, policy, null)) {
                    return true;
                }
            }
            String fingerprint = KeyUtils.getFingerPrint(key);
            verdict.hostKeyRefused(
                    known
                            ? "its host key has changed to " + fingerprint
                                    + "; somebody may be listening in, or the server was set up anew. If the new key"
                                    + " is right, replace the server's line in the known_hosts file"
                            : "its host key " + fingerprint
                                    + " is not known; add it to the known_hosts file if it is right");
            return false;
        }
    }

    private final class Policy implements ServerKeyDatabase.Configuration {

        private final ServerKeyDatabase.Configuration session;

        Policy(ServerKeyDatabase.Configuration session) {
            this.session = session;
        }

        @Override
        public List<String> getUserKnownHostsFiles() {
            return List.of();
        }

        @Override
        public List<String> getGlobalKnownHostsFiles() {
            return List.of();
        }

        @Override
        public StrictHostKeyChecking getStrictHostKeyChecking() {
            return hostKeys.policy() == HostKeys.Policy.ACCEPT_FIRST
                    ? StrictHostKeyChecking.ACCEPT_NEW
                    : StrictHostKeyChecking.REQUIRE_MATCH;
        }

        @Override
        public boolean getHashKnownHosts() {
            return false;
        }

        @Override
        public String getUsername() {
            return session.getUsername();
        }
    }
}
