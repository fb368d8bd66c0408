package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import io.jenkins.plugins.waybill.fixture.GnuPg;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SigningKeyTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final String RITA = "Rita <rita@example.com>";

    @TempDir
    Path directory;

    private GnuPg gpg;

    @BeforeEach
    void open() throws IOException {
        gpg = GnuPg.create();
    }

    @AfterEach
    void close() throws IOException {
        gpg.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa3072", "nistp256"})
    void git_finds_commits_and_tags_signed_well(String algorithm) throws IOException {
        gpg.newKey(RITA, algorithm, "never");
        SigningKey key = SigningKey.read(gpg.export(RITA, ""), NOW);
        try (Repository repository = repository()) {
            ObjectId commit = commit(repository, key);
            ObjectId tag = tag(repository, key, commit);

            assertThat(gpg.verify(repository.getDirectory().toPath(), "verify-commit", commit.name()))
                    .contains("GOODSIG", "VALIDSIG " + key.fingerprint());
            assertThat(gpg.verify(repository.getDirectory().toPath(), "verify-tag", tag.name()))
                    .contains("GOODSIG", "VALIDSIG " + key.fingerprint());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa3072"})
    void the_same_draft_makes_the_same_commit(String algorithm) throws IOException {
        gpg.newKey(RITA, algorithm, "never");
        String armoured = gpg.export(RITA, "");
        try (Repository repository = repository()) {
            assertThat(commit(repository, SigningKey.read(armoured, NOW)))
                    .isEqualTo(commit(repository, SigningKey.read(armoured, NOW)));
        }
    }

    @Test
    void a_part_of_the_key_that_is_only_for_signing_signs() throws IOException {
        gpg.newKey(RITA, "ed25519", "never");
        String primary = SigningKey.read(gpg.export(RITA, ""), NOW).fingerprint();
        gpg.run(
                "--faked-system-time",
                "20260201T000000!",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                "",
                "--quick-add-key",
                primary,
                "ed25519",
                "sign",
                "never");

        SigningKey key = SigningKey.read(gpg.export(RITA, ""), NOW);

        assertThat(key.fingerprint()).isNotEqualTo(primary);
        try (Repository repository = repository()) {
            assertThat(gpg.verify(
                            repository.getDirectory().toPath(),
                            "verify-commit",
                            commit(repository, key).name()))
                    .contains("GOODSIG", "VALIDSIG " + key.fingerprint());
        }
    }

    @Test
    void a_key_knows_its_own_signatures() throws IOException {
        gpg.newKey(RITA, "ed25519", "never");
        gpg.newKey("Otto <otto@example.com>", "ed25519", "never");
        SigningKey rita = SigningKey.read(gpg.export(RITA, ""), NOW);
        SigningKey otto = SigningKey.read(gpg.export("Otto", ""), NOW);
        byte[] signature = rita.sign(new byte[] {1, 2, 3}, NOW).getBytes(StandardCharsets.US_ASCII);

        assertThat(rita.made(signature)).isTrue();
        assertThat(otto.made(signature)).isFalse();
        assertThat(otto.made("no signature".getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
    }

    @Test
    void keys_that_cannot_sign_are_refused_with_a_word_of_advice() throws IOException {
        gpg.newLockedKey("Locked <locked@example.com>", "horse-battery");
        gpg.newKey("Old <old@example.com>", "ed25519", "1d");
        gpg.newKey(RITA, "ed25519", "never");

        refused(gpg.export("Locked", "horse-battery"))
                .hasMessageContaining("protected by a passphrase")
                .hasMessageContaining("gpg --edit-key");
        refused(gpg.export("Old", "")).hasMessageContaining("no part that may sign");
        refused(gpg.exportPublic(RITA)).hasMessageContaining("--export-secret-keys");
        refused("hunter2").hasMessageContaining("no OpenPGP private key").hasMessageNotContaining("hunter2");
        refused("").hasMessageContaining("--export-secret-keys");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refused(String armoured) {
        return assertThatThrownBy(() -> SigningKey.read(armoured, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    private Repository repository() throws IOException {
        var repository = new FileRepository(directory.resolve("signed.git").toFile());
        repository.create(true);
        return repository;
    }

    private static ObjectId commit(Repository repository, SigningKey key) throws IOException {
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId tree = inserter.insert(new TreeFormatter());
            var rita = new PersonIdent("Rita", "rita@example.com", NOW, ZoneOffset.UTC);
            ObjectId commit =
                    new CommitDraft(tree, List.of(), rita, rita, "Sign\n\nme – please\n", key).write(inserter);
            inserter.flush();
            return commit;
        }
    }

    private static ObjectId tag(Repository repository, SigningKey key, ObjectId commit) throws IOException {
        var tag = new TagBuilder();
        tag.setTag("v1");
        tag.setObjectId(commit, Constants.OBJ_COMMIT);
        tag.setTagger(new PersonIdent("Rita", "rita@example.com", NOW, ZoneOffset.UTC));
        tag.setMessage("The first\n");
        key.sign(tag);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId id = inserter.insert(tag);
            inserter.flush();
            return id;
        }
    }
}
