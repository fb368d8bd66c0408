package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A pipeline that only people move: dev, then prod, fed by a repository on this machine. */
record TwoStages(Path directory) {

    static TwoStages create(Path directory) throws IOException {
        DemoRepository.create(directory.resolve("app.git"), "Begin", Map.of("README.md", "An application.\n"));
        Path manifests = Files.createDirectories(directory.resolve("pipeline"));
        StringBuilder text = new StringBuilder("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Project
                metadata: {name: shop}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: shop}
                spec:
                  interval: 1h
                  subscriptions:
                  - git: {repoURL: "file://%s"}
                """.formatted(directory.resolve("app.git")));
        Map.of("dev", "direct: true", "prod", "stages: [dev]")
                .forEach((stage, sources) -> text.append("""
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata: {name: %s, namespace: shop}
                spec:
                  requestedFreight:
                  - origin: {kind: Warehouse, name: app}
                    sources: {%s}
                  promotionTemplate:
                    spec:
                      steps:
                      - uses: compose-output
                        config: {stage: "${{ ctx.stage }}"}
                """.formatted(stage, sources)));
        Files.writeString(manifests.resolve("pipeline.yaml"), text);
        return new TwoStages(directory);
    }

    String manifests() {
        return directory.resolve("pipeline").toString();
    }

    void commit(String message) throws IOException {
        Path clone = Files.createTempDirectory(directory, "clone");
        try (Git git = Git.cloneRepository()
                .setURI(directory.resolve("app.git").toUri().toString())
                .setDirectory(clone.toFile())
                .call()) {
            Files.writeString(clone.resolve("README.md"), message);
            git.commit()
                    .setAll(true)
                    .setSign(false)
                    .setAuthor("Ann", "ann@example.com")
                    .setMessage(message)
                    .call();
            git.push().call();
        } catch (GitAPIException e) {
            throw new IOException(e);
        }
    }
}
