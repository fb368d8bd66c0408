package io.jenkins.plugins.waybill.git;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;

import io.jenkins.plugins.waybill.fixture.GitSshServer;
import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.HostKeys;
import io.jenkins.plugins.waybill.host.Secret;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SshRemoteTest {

    @TempDir
    Path temporary;

    private final SampleHost.Keyring keyring = new SampleHost.Keyring();
    private final KeyPair key = GitSshServer.newKey();
    private SampleRepository origin;
    private GitSshServer server;
    private Git git;
    private ObjectId head;

    @BeforeEach
    void open() throws Exception {
        origin = SampleRepository.create(temporary.resolve("served/app.git"));
        head = origin.commit("main", "a.txt", "one\n");
        server = GitSshServer.serve(temporary.resolve("served")).withKey(key);
        restart(HostKeys.Policy.ACCEPT_FIRST);
    }

    @AfterEach
    void close() throws Exception {
        git.close();
        server.close();
        origin.close();
    }

    @Test
    void aKeyOpensFetchAndPush() throws Exception {
        give(GitSshServer.text(key), null);
        GitMirror mirror = git.mirror(remote("app.git"));
        mirror.fetch();
        ObjectId commit;
        try (RevWalk walk = new RevWalk(mirror.repository())) {
            var ada = new PersonIdent("Ada", "ada@example.com", 1_790_000_000_000L, 0);
            commit = mirror.commit(new CommitDraft(walk.parseCommit(head).getTree(), List.of(head), ada, ada, "Empty"));
        }

        git.push(new PushRequest(remote("app.git"), "main", commit, head, PushRequest.Mode.STACK, "k"))
                .get();

        assertThat(mirror.defaultBranch()).contains("main");
        assertThat(origin.head("main")).isEqualTo(commit);
    }

    @Test
    void aKeyWithAPassphraseOpensWithThePassphraseOnly() throws Exception {
        String locked = GitSshServer.text(key, "open sesame");

        give(locked, "open sesame");
        assertThat(git.lsRemote(remote("app.git")).branches()).containsEntry("main", head);
        give(locked, "wrong");
        GitException wrong = failure("app.git");
        give(locked, null);
        GitException none = failure("app.git");

        assertThat(wrong.kind()).isEqualTo(GitException.Kind.UNAUTHORISED);
        assertThat(wrong).hasMessageContaining("private key").hasMessageContaining("passphrase");
        assertThat(none.kind()).isEqualTo(GitException.Kind.UNAUTHORISED);
    }

    @Test
    void aKeyThatLostItsLastLineBreakStillWorks() throws Exception {
        give(GitSshServer.text(key).strip(), null);

        assertThat(git.lsRemote(remote("app.git")).branches()).containsEntry("main", head);
    }

    @Test
    void aPasswordOpensToo() throws Exception {
        server.withAccount("git", "s3cr3t");
        keyring.with("ssh://", new Credential.UsernamePassword("git", Secret.of("s3cr3t")));
        assertThat(git.lsRemote(remote("app.git")).branches()).containsEntry("main", head);

        keyring.with("ssh://", new Credential.UsernamePassword("git", Secret.of("wrong")));
        assertThat(failure("app.git").kind()).isEqualTo(GitException.Kind.UNAUTHORISED);
    }

    @Test
    void anUnknownKeyAndNoKeyAreRefused() {
        give(GitSshServer.text(GitSshServer.newKey()), null);
        GitException unknown = failure("app.git");
        keyring.clear();
        GitException none = failure("app.git");

        assertThat(unknown.kind()).isEqualTo(GitException.Kind.UNAUTHORISED);
        assertThat(unknown).hasMessageContaining("does not accept the configured credentials");
        assertThat(none.kind()).isEqualTo(GitException.Kind.UNAUTHORISED);
        assertThat(none).hasMessageContaining("none are configured");
    }

    @Test
    void aMissingRepositoryIsNotFound() {
        give(GitSshServer.text(key), null);

        assertThat(failure("other.git").kind()).isEqualTo(GitException.Kind.NOT_FOUND);
    }

    @Test
    void aStrictHostTrustsOnlyServersItKnows() throws Exception {
        give(GitSshServer.text(key), null);
        restart(HostKeys.Policy.STRICT);
        GitException unknown = failure("app.git");
        Files.writeString(temporary.resolve("home/known_hosts"), server.knownHostsLine() + "\n");

        git.mirror(remote("app.git")).fetch();

        assertThat(unknown.kind()).isEqualTo(GitException.Kind.UNAUTHORISED);
        assertThat(unknown).hasMessageContaining("is not trusted").hasMessageContaining("known_hosts");
        assertThat(git.mirror(remote("app.git")).branch("main")).contains(head);
    }

    @Test
    void theFirstKeyOfAServerIsRememberedAndAChangedOneRefused() throws Exception {
        give(GitSshServer.text(key), null);
        git.lsRemote(remote("app.git"));
        String remembered = Files.readString(temporary.resolve("home/known_hosts"));
        server.changeHostKey();

        GitException changed = failure("app.git");

        assertThat(remembered.strip()).contains("127.0.0.1").hasLineCount(1);
        assertThat(changed.kind()).isEqualTo(GitException.Kind.UNAUTHORISED);
        assertThat(changed).hasMessageContaining("has changed");
        assertThat(Files.readString(temporary.resolve("home/known_hosts"))).isEqualTo(remembered);
    }

    private void restart(HostKeys.Policy policy) throws Exception {
        if (git != null) {
            git.close();
        }
        Files.createDirectories(temporary.resolve("home"));
        git = Git.open(SampleHost.in(temporary.resolve("home"), keyring, policy));
    }

    private void give(String privateKey, String passphrase) {
        keyring.with(
                "ssh://",
                new Credential.PrivateKey(
                        "", Secret.of(privateKey), passphrase == null ? null : Secret.of(passphrase)));
    }

    private GitRemote remote(String name) {
        return new GitRemote("guestbook", server.url(name), false);
    }

    private GitException failure(String name) {
        return catchThrowableOfType(
                GitException.class, () -> git.mirror(remote(name)).fetch());
    }
}
