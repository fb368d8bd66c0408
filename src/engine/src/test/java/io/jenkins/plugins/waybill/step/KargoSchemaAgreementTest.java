package io.jenkins.plugins.waybill.step;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.waybill.fixture.StepRun;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Our schemas accept and reject what Kargo's do, on configs grown at random from valid ones. */
class KargoSchemaAgreementTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONFIGS_PER_STEP = 400;

    /** Valid configs that use every field. */
    private static final Map<String, List<String>> SEEDS = Map.ofEntries(
            Map.entry(
                    "argocd-update",
                    List.of(
                            "{apps: [{name: a, namespace: n, sources: [{repoURL: r, chart: c, desiredRevision: d,"
                                    + " updateTargetRevision: true, helm: {images: [{key: k, value: ''}]},"
                                    + " kustomize: {images: [{repoURL: i, newName: n, tag: t, digest: ''},"
                                    + " {repoURL: i, digest: d}, {repoURL: i}]}}, {repoURL: x, updateTargetRevision: false,"
                                    + " kustomize: {}}]}]}",
                            "{apps: [{selector: {matchLabels: {a: b}, matchExpressions: [{key: a, operator: In,"
                                    + " values: [b]}, {key: c, operator: Exists}]}}]}",
                            "{apps: [{selector: {matchLabels: {}, matchExpressions: [{key: c, operator: Exists}]}}]}")),
            Map.entry(
                    "argocd-wait",
                    List.of(
                            "{apps: [{name: a, namespace: n, waitFor: [health, sync, operation, suspended, degraded]}]}",
                            "{apps: [{selector: {matchLabels: {a: b}, matchExpressions: []}, waitFor: [sync]}]}")),
            Map.entry("compose-output", List.of("{a: 1, b: {c: x}}")),
            Map.entry("copy", List.of("{inPath: a, outPath: b, ignore: '*.md'}")),
            Map.entry(
                    "delete",
                    List.of("{path: a, strict: true}", "{paths: [a, b], pathsAreGlobs: true, strict: false}")),
            Map.entry("fail", List.of("{message: x}", "{}")),
            Map.entry("file-write", List.of("{path: a, contents: '', permissions: '0644', overwrite: true}")),
            Map.entry("git-clear", List.of("{path: a}")),
            Map.entry(
                    "git-clone",
                    List.of(
                            "{repoURL: 'https://x/y', insecureSkipTLSVerify: true, recurseSubmodules: true, blobless: true,"
                                    + " author: {name: a, email: a@example.com, signingKey: k}, checkout: [{path: p, as: x,"
                                    + " branch: main, create: true, sparse: [d]}]}",
                            "{repoURL: x, checkout: [{path: p, commit: abc}, {path: q, tag: v1}, {path: r, branch: '',"
                                    + " commit: '', tag: v1}]}")),
            Map.entry(
                    "git-commit",
                    List.of("{path: a, message: b, author: {name: a, email: a@example.com, signingKey: k}}")),
            Map.entry(
                    "git-push",
                    List.of(
                            "{path: a, targetBranch: b, force: true, maxAttempts: 3, provider: github}",
                            "{path: a, generateTargetBranch: true, targetBranch: '', tag: ''}",
                            "{path: a, tag: v1, force: false, generateTargetBranch: false}",
                            "{path: a}")),
            Map.entry(
                    "git-merge-pr",
                    List.of(
                            "{repoURL: 'https://x/y', prNumber: 3, provider: azure, insecureSkipTLSVerify: true, wait: true,"
                                    + " pollInterval: 30s, mergeMethod: squash}")),
            Map.entry(
                    "git-open-pr",
                    List.of(
                            "{repoURL: 'ssh://git@x/y', sourceBranch: a, targetBranch: b, title: t, description: d,"
                                    + " labels: [x], provider: gitea, insecureSkipTLSVerify: false, createTargetBranch: true}")),
            Map.entry(
                    "git-wait-for-pr",
                    List.of("{repoURL: 'https://x/y', prNumber: 3, provider: github, insecureSkipTLSVerify: true,"
                            + " pollInterval: 1m30s}")),
            Map.entry(
                    "github-push",
                    List.of(
                            "{path: a, targetBranch: b, force: true, maxAttempts: 3, insecureSkipTLSVerify: true}",
                            "{path: a, generateTargetBranch: true, targetBranch: ''}",
                            "{path: a, generateTargetBranch: false, targetBranch: b}",
                            "{path: a}")),
            Map.entry("git-tag", List.of("{path: a, tag: v1, message: m, force: true, anything: else}")),
            Map.entry(
                    "helm-template",
                    List.of(
                            "{path: a, outPath: b, releaseName: r, outLayout: flat, useReleaseName: true, namespace: '',"
                                    + " valuesFiles: [v], ignoreMissingValueFiles: true, setValues: [{key: k, value: '',"
                                    + " literal: true}], buildDependencies: true, includeCRDs: true, disableHooks: true,"
                                    + " skipTests: true, kubeVersion: '1.30', apiVersions: [v1]}",
                            "{path: a, outPath: b, releaseName: r, outLayout: helm}")),
            Map.entry(
                    "helm-update-chart",
                    List.of("{path: a, charts: [{repository: r, name: n, version: v}]}", "{path: a}")),
            Map.entry(
                    "http",
                    List.of(
                            "{url: 'http://x', method: POST, headers: [{name: a, value: b}], queryParams: [{name: a, value: b}],"
                                    + " body: x, insecureSkipTLSVerify: true, proxy: 'http://p', timeout: 10s, pollInterval: 5m,"
                                    + " responseContentType: text/plain, outputs: [{name: a, fromExpression: b}],"
                                    + " successExpression: s, failureExpression: f, errorExpression: e}",
                            "{url: x, bodyFromFile: f, body: ''}")),
            Map.entry(
                    "http-download",
                    List.of(
                            "{url: x, outPath: o, allowOverwrite: true, headers: [{name: a, value: b}], queryParams: [{name: a,"
                                    + " value: b}], insecureSkipTLSVerify: true, timeout: 10s}")),
            Map.entry("json-parse", List.of("{path: a, outputs: [{name: a, fromExpression: b}]}")),
            Map.entry("json-update", List.of("{path: a, updates: [{key: a, value: x}, {key: b, value: null}]}")),
            Map.entry(
                    "kustomize-build",
                    List.of(
                            "{path: a, outPath: b, outputFormat: kargo, plugin: {helm: {apiVersions: [v1], kubeVersion: x}}}")),
            Map.entry(
                    "kustomize-set-image",
                    List.of(
                            "{path: a, images: [{image: i, name: n, newName: m, tag: t}, {image: j, digest: d, tag: ''}]}",
                            "{path: a}")),
            Map.entry(
                    "oci-download",
                    List.of(
                            "{imageRef: 'oci://h:5000/a/b@sha256:ab', outPath: o, allowOverwrite: true, mediaType: m,"
                                    + " insecureSkipTLSVerify: true}",
                            "{imageRef: 'a:1', outPath: o}")),
            Map.entry(
                    "oci-push",
                    List.of("{srcRef: 'h/a:1', destRef: 'h/b:2', annotations: {'index:a': b, c: d},"
                            + " insecureSkipTLSVerify: true}")),
            Map.entry("set-freight-alias", List.of("{name: a, alias: b}")),
            Map.entry("set-metadata", List.of("{updates: [{kind: Stage, name: a, values: {x: 1, y: null, z: [1]}}]}")),
            Map.entry("tar", List.of("{inPath: a, outPath: b, ignore: x, gzip: true}")),
            Map.entry("toml-parse", List.of("{path: a, outputs: [{name: a, fromExpression: b}]}")),
            Map.entry("toml-update", List.of("{path: a, updates: [{key: a, value: x}, {key: b, value: null}]}")),
            Map.entry("untar", List.of("{inPath: a, outPath: b, stripComponents: 1, ignore: x}")),
            Map.entry("yaml-merge", List.of("{inFiles: [a, b], outFile: c, ignoreMissingFiles: true}")),
            Map.entry("yaml-parse", List.of("{path: a, outputs: [{name: a, fromExpression: b}]}")),
            Map.entry("yaml-update", List.of("{path: a, updates: [{key: a, value: x}, {key: b, value: null}]}")));

    /** The steps of Kargo's commercial edition, whose reference is documentation only, and our own. */
    private static final List<String> WITHOUT_REFERENCE =
            List.of("wait-for-approval", "get-user-input", "waybill-wait");

    @Test
    void noStepEscapesTheComparison() {
        assertThat(StepRegistry.standard().all())
                .extracting(PromotionStep::name)
                .filteredOn(name -> !WITHOUT_REFERENCE.contains(name))
                .containsExactlyInAnyOrderElementsOf(SEEDS.keySet());
    }

    static Stream<String> steps() {
        return SEEDS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void bothSchemasGiveTheSameVerdict(String step) {
        @Nullable Path references = references();
        Assumptions.assumeTrue(
                references != null, "The reference schemas are not beside the project (../shared/reference)");
        JsonSchema kargo = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        SchemaLocation.of(references
                                .resolve(step + "-config.json")
                                .toUri()
                                .toString()),
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
        StepSchema ours = StepRegistry.standard().find(step).orElseThrow().schema();
        List<JsonNode> configs = new ArrayList<>();
        for (String seed : SEEDS.getOrDefault(step, List.of())) {
            JsonNode valid = StepRun.yaml(seed);
            assertThat(kargo.validate(valid)).as(seed).isEmpty();
            configs.add(valid);
        }
        Random random = new Random(step.hashCode());
        List<JsonNode> seeds = List.copyOf(configs);
        while (configs.size() < CONFIGS_PER_STEP) {
            JsonNode config = seeds.get(random.nextInt(seeds.size())).deepCopy();
            for (int change = 1 + random.nextInt(3); change > 0; change--) {
                mutate(config, random);
            }
            configs.add(config);
        }
        for (JsonNode config : configs) {
            assertThat(ours.violations(config).isEmpty())
                    .as("verdict on " + config + "; Kargo says " + kargo.validate(config))
                    .isEqualTo(kargo.validate(config).isEmpty());
        }
    }

    /** Removes, adds or changes something somewhere. */
    private static void mutate(JsonNode node, Random random) {
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = names.get(random.nextInt(names.size()));
            switch (random.nextInt(6)) {
                case 0 -> object.remove(name);
                case 1 -> object.put("unknown" + random.nextInt(2), "x");
                case 2, 3 -> object.set(name, anything(random));
                default -> mutate(object.get(name), random);
            }
        } else if (node instanceof ArrayNode array) {
            switch (array.isEmpty() ? 1 : random.nextInt(4)) {
                case 0 -> array.remove(random.nextInt(array.size()));
                case 1 -> array.add(anything(random));
                default -> mutate(array.get(random.nextInt(array.size())), random);
            }
        }
    }

    private static JsonNode anything(Random random) {
        List<String> values = List.of(
                "\"\"",
                "\"text\"",
                "\"0755\"",
                "\"10s\"",
                "0",
                "1",
                "3.5",
                "true",
                "false",
                "null",
                "[]",
                "{}",
                "[\"\"]",
                "[\"a\"]",
                "{\"a\": 1}",
                "\"GET\"",
                "\"host:5000/a:b\"",
                "\"github\"",
                "\"a@example.com\"");
        try {
            return JSON.readTree(values.get(random.nextInt(values.size())));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Path references() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolveSibling("shared").resolve("reference/kargo-step-schemas");
            if (at.getParent() != null && Files.isDirectory(folder)) {
                return folder;
            }
        }
        return null;
    }
}
