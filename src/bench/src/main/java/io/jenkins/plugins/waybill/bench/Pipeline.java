package io.jenkins.plugins.waybill.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.host.ArgoServers;
import io.jenkins.plugins.waybill.host.CommitIdentity;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.host.HostKeys;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;

/** A real engine with one Stage per values file of a GitOps repository: clone, yaml-update, commit, push. */
final class Pipeline implements AutoCloseable {

    static final String PROJECT = "bench";
    private static final String APPLICATION = "https://example.com/application";
    private static final Actor SOMEBODY = Actor.user("bench");

    private final PromotionEngine engine;
    private int freight;

    private Pipeline(PromotionEngine engine) {
        this.engine = engine;
    }

    static Pipeline start(Path home, GitOpsRepository repository) throws Exception {
        Files.createDirectories(home);
        Host host = new Host(
                home,
                InstantSource.system(),
                Credentials.NONE,
                new CommitIdentity("Waybill", "waybill@example.com"),
                new HostKeys(HostKeys.Policy.STRICT, home.resolve("known_hosts")),
                ArgoServers.NONE,
                "");
        PromotionEngine engine = PromotionEngine.start(host);
        engine.projects()
                .define(Manifests.read("bench.yaml", manifests(repository))
                        .project(PROJECT)
                        .orElseThrow());
        return new Pipeline(engine);
    }

    PromotionEngine engine() {
        return engine;
    }

    /** New Freight that pins a commit nobody has seen before. */
    Freight newFreight() {
        String commit = String.format("%040x", ++freight + System.nanoTime());
        return engine.freight()
                .create(
                        PROJECT,
                        FreightOrigin.warehouse("application"),
                        Artifacts.ofCommits(List.of(
                                new GitCommit(APPLICATION, commit, "main", "", "Change", "A <a@b>", "A <a@b>", ""))),
                        null,
                        SOMEBODY);
    }

    /** Promotes to these Stages at once and waits until all have succeeded. */
    void promote(Freight what, List<Integer> stages) throws Exception {
        Set<String> open = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(1);
        List<String> names = new ArrayList<>();
        try (AutoCloseable listening = engine.onChange(project -> {
            if (!names.isEmpty() && names.size() >= stages.size()) {
                open.removeIf(this::isOver);
                if (open.isEmpty()) {
                    done.countDown();
                }
            }
        })) {
            for (int stage : stages) {
                String name = engine.promotions()
                        .promote(PROJECT, "stage-" + stage, what.name(), SOMEBODY, false)
                        .name();
                open.add(name);
                names.add(name);
            }
            open.removeIf(this::isOver);
            if (!open.isEmpty() && !done.await(120, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Not over after two minutes: " + open);
            }
        }
        for (String name : names) {
            Promotion promotion = engine.promotions().get(PROJECT, name);
            if (promotion.phase() != PromotionPhase.SUCCEEDED) {
                throw new IllegalStateException(name + " ended " + promotion.phase() + ": " + promotion.message());
            }
        }
    }

    private boolean isOver(String name) {
        return engine.state(PROJECT)
                .promotion(name)
                .map(summary -> summary.phase().isTerminal())
                .orElse(false);
    }

    private static String manifests(GitOpsRepository repository) {
        StringBuilder text = new StringBuilder("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: application, namespace: %s}
                spec:
                  freightCreationPolicy: Manual
                  interval: 24h
                  subscriptions:
                  - git: {repoURL: '%s'}
                """.formatted(PROJECT, APPLICATION));
        for (int stage = 0; stage < repository.stages(); stage++) {
            text.append(
                    """
                    ---
                    apiVersion: kargo.akuity.io/v1alpha1
                    kind: Stage
                    metadata: {name: stage-%d, namespace: %s}
                    spec:
                      requestedFreight:
                      - origin: {kind: Warehouse, name: application}
                        sources: {direct: true}
                      promotionTemplate:
                        spec:
                          steps:
                          - uses: git-clone
                            config:
                              repoURL: '%s'
                              checkout:
                              - {branch: main, path: ./src}
                          - uses: yaml-update
                            as: update
                            config:
                              path: ./src/%s
                              updates:
                              - key: image.tag
                                value: ${{ quote(commitFrom("%s").ID) }}
                          - uses: git-commit
                            config:
                              path: ./src
                              message: ${{ outputs.update.commitMessage }}
                          - uses: git-push
                            config:
                              path: ./src
                    """.formatted(stage, PROJECT, repository.url(), GitOpsRepository.valuesFile(stage), APPLICATION));
        }
        return text.toString();
    }

    @Override
    public void close() {
        engine.close();
    }
}
