package io.jenkins.plugins.waybill.step.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.jenkins.plugins.waybill.fixture.GnuPg;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.step.StepFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Commits and tags signed with the key that a manifest names, as gpg and git see them. */
class SignedCommitsTest {

    private static final String RITA = "Rita <rita@example.com>";

    @TempDir
    Path directory;

    private GnuPg gpg;
    private SampleRepository gitops;
    private StepRun promotion;
    private String author = "";

    @BeforeEach
    void open() throws Exception {
        gpg = GnuPg.create();
        gpg.newKey(RITA, "ed25519", "never");
        author = author(RITA);
        gitops = SampleRepository.create(directory.resolve("gitops.git"));
        gitops.edit("main", "Start", files -> files.file("values.yaml", "tag: 1\n"));
        promotion = StepRun.in(directory.resolve("home"));
    }

    @AfterEach
    void close() throws Exception {
        promotion.close();
        gitops.close();
        gpg.close();
    }

    @Test
    void the_author_of_a_checkout_signs_its_commits_and_tags() throws Exception {
        clone("main");
        commit("values.yaml", "");
        promotion.run(new GitTagStep(), "{path: ./src, tag: v2, message: Two}");
        promotion.run(new GitPushStep(), "{path: ./src}");
        promotion.run(new GitPushStep(), "{path: ./src, tag: v2}");

        assertThat(verify("verify-commit", "main")).contains("GOODSIG").contains("Rita <rita@example.com>");
        assertThat(verify("verify-tag", "v2")).contains("GOODSIG");
    }

    @Test
    void a_commit_is_signed_anew_when_it_is_put_on_top_of_others_and_after_a_restart() throws Exception {
        clone("main");
        commit("values.yaml", "");
        gitops.edit("main", "Meanwhile", files -> files.file("other", "x\n"));
        promotion.restart();
        promotion.run(new GitPushStep(), "{path: ./src}");

        assertThat(gitops.read("main", "other")).isEqualTo("x\n");
        assertThat(gitops.read("main", "values.yaml")).isEqualTo("tag: 2\n");
        assertThat(verify("verify-commit", "main")).contains("GOODSIG");
    }

    @Test
    void the_commit_that_begins_a_branch_is_signed() throws Exception {
        clone("stage/prod, create: true");

        assertThat(verify("verify-commit", "stage/prod")).contains("GOODSIG");
    }

    @Test
    void somebody_elses_signature_is_not_lost() throws Exception {
        gpg.newKey("Otto <otto@example.com>", "ed25519", "never");
        clone("main");
        commit("values.yaml", ", author: " + author("Otto <otto@example.com>"));
        gitops.edit("main", "Meanwhile", files -> files.file("other", "x\n"));

        assertThatThrownBy(() -> promotion.run(new GitPushStep(), "{path: ./src}"))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("which somebody else signed")
                .hasMessageContaining("Promote again");
    }

    @Test
    void a_commit_that_nobody_signed_is_not_vouched_for() throws Exception {
        clone("main");
        commit("values.yaml", ", author: {name: Ada, email: ada@example.com}");
        gitops.edit("main", "Meanwhile", files -> files.file("other", "x\n"));

        assertThatThrownBy(() -> promotion.run(new GitPushStep(), "{path: ./src}"))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("which is not signed");
    }

    private void clone(String branch) throws Exception {
        promotion.run(
                new GitCloneStep(),
                "{repoURL: " + gitops.url() + ", author: " + author + ", checkout: [{path: ./src, branch: " + branch
                        + "}]}");
    }

    private void commit(String path, String more) throws Exception {
        promotion.workspace().write("src/" + path, "tag: 2\n".getBytes(StandardCharsets.UTF_8));
        promotion.run(new GitCommitStep(), "{path: ./src, message: Two" + more + "}");
    }

    private String author(String person) throws Exception {
        String key = gpg.export(person, "").replace("\n", "\\n");
        int address = person.indexOf('<');
        return "{name: " + person.substring(0, address).strip() + ", email: "
                + person.substring(address + 1, person.length() - 1) + ", signingKey: \"" + key + "\"}";
    }

    private String verify(String command, String name) throws Exception {
        return gpg.verify(gitops.repository().getDirectory().toPath(), command, name);
    }
}
