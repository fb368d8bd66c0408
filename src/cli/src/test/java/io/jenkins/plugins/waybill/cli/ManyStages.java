package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A pipeline as large as wanted: regions of ten Stages each, fed by one repository, promoted automatically. */
final class ManyStages {

    static final int STAGES_OF_A_REGION = 10;

    private ManyStages() {}

    /** Writes repository and manifests below a directory; gives the directory of the manifests. */
    static Path create(Path directory, int stages) throws IOException {
        Path repository = directory.resolve("app.git");
        DemoRepository.create(repository, "Begin", Map.of("README.md", "An application.\n"));
        Path manifests = Files.createDirectories(directory.resolve("pipeline"));
        StringBuilder text = new StringBuilder("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Project
                metadata: {name: many}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ProjectConfig
                metadata: {name: many, namespace: many}
                spec:
                  promotionPolicies:
                  - stageSelector: {name: "glob:*"}
                    autoPromotionEnabled: true
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: many}
                spec:
                  interval: 5s
                  subscriptions:
                  - git: {repoURL: "file://%s"}
                """.formatted(repository));
        for (int number = 0; number < stages; number++) {
            int place = number % STAGES_OF_A_REGION;
            String region = "region-%02d".formatted(number / STAGES_OF_A_REGION);
            String sources = place == 0 ? "direct: true" : "stages: [" + name(region, (place - 1) / 2) + "]";
            text.append("""
                    ---
                    apiVersion: kargo.akuity.io/v1alpha1
                    kind: Stage
                    metadata: {name: %s, namespace: many, labels: {region: %s}}
                    spec:
                      requestedFreight:
                      - origin: {kind: Warehouse, name: app}
                        sources: {%s}
                      promotionTemplate:
                        spec:
                          steps:
                          - uses: compose-output
                            config: {stage: "${{ ctx.stage }}"}
                    """.formatted(name(region, place), region, sources));
        }
        Files.writeString(manifests.resolve("pipeline.yaml"), text);
        return manifests;
    }

    private static String name(String region, int place) {
        return region + "-" + (char) ('a' + place);
    }
}
