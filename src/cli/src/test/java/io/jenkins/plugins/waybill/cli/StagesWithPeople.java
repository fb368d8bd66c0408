package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Stages that people must let Freight into, each in another way. */
final class StagesWithPeople {

    private static final String MANIFESTS = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Project
            metadata: {name: shop}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: ProjectConfig
            metadata: {name: shop, namespace: shop}
            spec:
              promotionWindows:
              - name: freeze
                kind: Deny
                stageSelector: {name: frozen}
                dtstart: TZID=Europe/Berlin:20240101T000000
                dtend: TZID=Europe/Berlin:20900101T000000
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: shop}
            spec:
              interval: 1h
              subscriptions:
              - git: {repoURL: "file://%1$s"}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: hand, namespace: shop}
            spec:
              interval: 1h
              freightCreationPolicy: Manual
              subscriptions:
              - git: {repoURL: "file://%1$s"}
            """;

    private static final String STAGE = """
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
            """;

    private static final String APPROVAL = """
                  - uses: wait-for-approval
                    as: release
                    retry: {timeout: 4h}
                    config:
                      message: Is the shop ready for this?
                      approvers:
                      - {claim: groups, value: operations, minApprovals: 2}
                      - {claim: groups, value: security, minApprovals: 1}
                      separationOfDuties: [promoter]
                      approvalsExpireAfter: 24h
            """;

    private static final String INPUT = """
                  - uses: get-user-input
                    as: notes
                    config:
                      display: What is new for our customers?
                      responders:
                      - {claim: groups, value: release}
                      schema:
                        type: object
                        required: [headline, risk]
                        additionalProperties: false
                        properties:
                          headline: {type: string, title: Headline, minLength: 3, pattern: '^[A-Z]', description: Shown in the shop}
                          text: {type: string, title: Text, maxLength: 2000}
                          risk: {enum: [low, medium, high], title: Risk}
                          percent: {type: integer, title: Share of customers, minimum: 1, maximum: 100, default: 10}
                          day: {type: string, format: date, title: Announced on}
                          regions: {type: array, title: Regions, items: {enum: [europe, america, asia]}}
                          tickets: {type: array, title: Tickets, items: {type: string}}
                          announce: {type: boolean, title: Announce it}
                        not: {required: [announce, percent], properties: {announce: {const: true}, percent: {maximum: 49}}}
            """;

    private static final String END = """
                  - uses: compose-output
                    config: {stage: "${{ ctx.stage }}"}
            """;

    private StagesWithPeople() {}

    /** Writes repository and manifests below a directory; gives the directory of the manifests. */
    static String create(Path directory) throws IOException {
        Path repository = directory.resolve("app.git");
        DemoRepository.create(repository, "Begin", Map.of("README.md", "An application.\n"));
        Path manifests = Files.createDirectories(directory.resolve("pipeline"));
        Files.writeString(
                manifests.resolve("pipeline.yaml"),
                MANIFESTS.formatted(repository)
                        + stage("gated", "direct: true", APPROVAL)
                        + stage("notes", "direct: true", INPUT)
                        + stage("frozen", "direct: true", "")
                        + stage("live", "stages: [gated]", ""));
        return manifests.toString();
    }

    private static String stage(String name, String sources, String first) {
        return STAGE.formatted(name, sources) + first + END;
    }
}
