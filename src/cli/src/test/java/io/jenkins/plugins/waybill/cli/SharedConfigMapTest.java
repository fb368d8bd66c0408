package io.jenkins.plugins.waybill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What all projects share, by the namespace that Kargo keeps it in. */
class SharedConfigMapTest {

    private static final String PIPELINE = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: company, namespace: kargo-shared-resources}
            data: {registry: registry.example.com}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: company, namespace: shop}
            data: {registry: of the project}
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
                  - uses: fail
                    config:
                      message: >-
                        ${{ sharedConfigMap('company').registry }}, ${{ configMap('company').registry }}
            """;

    @TempDir
    Path directory;

    @Test
    void config_maps_of_the_shared_namespace_are_read_by_every_project() throws Exception {
        DemoRepository.create(directory.resolve("app.git"), "Begin", Map.of("README.md", "An application.\n"));
        Path pipeline = Files.createDirectory(directory.resolve("pipeline"));
        Files.writeString(pipeline.resolve("pipeline.yaml"), PIPELINE.formatted(directory.toRealPath()));

        CommandLineRun lint = CommandLineRun.of("lint", pipeline.toString());
        CommandLineRun promoted = CommandLineRun.of(
                "promote",
                pipeline.toString(),
                "--stage",
                "dev",
                "--state",
                directory.resolve("state").toString());

        assertThat(lint.code()).as(lint.out() + lint.err()).isZero();
        assertThat(promoted.out() + promoted.err()).contains("registry.example.com, of the project");
    }
}
