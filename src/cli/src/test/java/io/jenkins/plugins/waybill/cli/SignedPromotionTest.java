package io.jenkins.plugins.waybill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.GnuPg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Commits of everybody signed with the key that a ClusterConfig names. */
class SignedPromotionTest {

    private static final String PIPELINE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: ClusterConfig
            metadata: {name: cluster}
            spec:
              gitClient:
                name: Release robot
                email: robot@example.com
                signingKeySecret: {name: robot}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Project
            metadata: {name: shop}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: shop}
            spec:
              subscriptions:
              - git: {repoURL: "file://%1$s/app.git"}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: dev, namespace: shop}
            spec:
              requestedFreight:
              - origin: {kind: Warehouse, name: app}
                sources: {direct: true}
              promotionTemplate:
                spec:
                  steps:
                  - uses: git-clone
                    config:
                      repoURL: file://%1$s/gitops.git
                      checkout: [{path: ./gitops, branch: main}]
                  - uses: yaml-update
                    config:
                      path: ./gitops/values.yaml
                      updates: [{key: commit, value: "${{ commitFrom('file://%1$s/app.git').ID }}"}]
                  - uses: git-commit
                    config: {path: ./gitops, message: Release}
                  - uses: git-push
                    config: {path: ./gitops}
            """;

    @TempDir
    Path directory;

    private GnuPg gpg;

    @BeforeEach
    void open() throws Exception {
        gpg = GnuPg.create();
        gpg.newKey("Release robot <robot@example.com>", "ed25519", "never");
        DemoRepository.create(directory.resolve("app.git"), "Begin", Map.of("README.md", "An application.\n"));
        DemoRepository.create(directory.resolve("gitops.git"), "Begin", Map.of("values.yaml", "commit: none\n"));
        Files.createDirectory(directory.resolve("pipeline"));
        Files.writeString(directory.resolve("pipeline/pipeline.yaml"), PIPELINE.formatted(directory.toRealPath()));
    }

    @AfterEach
    void close() throws Exception {
        gpg.close();
    }

    @Test
    void the_key_of_the_cluster_config_signs() throws Exception {
        String key = gpg.export("robot@example.com", "");
        Files.writeString(directory.resolve("pipeline/secret.yaml"), """
                apiVersion: v1
                kind: Secret
                metadata: {name: robot, namespace: kargo-system-resources}
                stringData:
                  signingKey: |
                %s""".formatted(key.indent(4)));

        CommandLineRun run = promote();

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out() + run.err()).doesNotContain("PRIVATE KEY");
        assertThat(gpg.verify(directory.resolve("gitops.git"), "verify-commit", "main"))
                .contains("GOODSIG")
                .contains("Release robot <robot@example.com>");
    }

    @Test
    void a_missing_key_is_said_before_anything_is_promoted() {
        CommandLineRun run = promote();

        assertThat(run.code()).isNotZero();
        assertThat(run.err())
                .contains("'signingKey' of the Secret 'robot'")
                .contains("kargo-system-resources")
                .doesNotContain("Exception");
    }

    private CommandLineRun promote() {
        return CommandLineRun.of(
                "promote",
                directory.resolve("pipeline").toString(),
                "--stage",
                "dev",
                "--state",
                directory.resolve("state").toString());
    }
}
