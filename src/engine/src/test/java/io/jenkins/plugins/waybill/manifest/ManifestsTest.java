package io.jenkins.plugins.waybill.manifest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.jenkins.plugins.waybill.model.AutoRollback;
import io.jenkins.plugins.waybill.model.FreightRequest;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.Stage;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.TaskReference;
import io.jenkins.plugins.waybill.model.Verification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ManifestsTest {

    @Test
    void a_warehouse_gets_kargos_defaults() {
        ManifestSet set = Manifests.read("warehouse.yaml", """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata:
                  name: guestbook
                  namespace: demo
                spec:
                  subscriptions:
                  - image:
                      repoURL: ghcr.io/example/guestbook
                      constraint: ^1.0.0
                  - git:
                      repoURL: https://example.com/config.git
                      includePaths: [apps]
                  - chart:
                      repoURL: oci://example.com/charts/guestbook
                  - name: model
                    huggingface:
                      discoveryLimit: 3
                      config: {repo: a/b}
                """);

        assertThat(set.findings()).isEmpty();
        var warehouse = set.project("demo").orElseThrow().warehouse("guestbook").orElseThrow();
        assertThat(warehouse.interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(warehouse.automatic()).isTrue();
        var image = (Subscription.ContainerImage) warehouse.subscriptions().get(0);
        assertThat(image.strategy()).isEqualTo(Subscription.ImageSelection.SEMVER);
        assertThat(image.strictSemvers()).isTrue();
        assertThat(image.discoveryLimit()).isEqualTo(20);
        var git = (Subscription.Git) warehouse.subscriptions().get(1);
        assertThat(git.strategy()).isEqualTo(Subscription.CommitSelection.NEWEST_FROM_BRANCH);
        assertThat(git.includePaths()).containsExactly("apps");
        assertThat(git.position()).hasToString("warehouse.yaml:12:7");
        assertThat(warehouse.subscriptions().get(2)).isInstanceOf(Subscription.HelmChart.class);
        var generic = (Subscription.Generic) warehouse.subscriptions().get(3);
        assertThat(generic.type()).isEqualTo("huggingface");
        assertThat(generic.name()).isEqualTo("model");
        assertThat(generic.discoveryLimit()).isEqualTo(3);
        assertThat(generic.config()).hasToString("{\"repo\":\"a/b\"}");
    }

    @Test
    void a_stage_knows_its_requests_and_steps_and_where_every_config_value_is_written() {
        ManifestSet set = Manifests.read("stage.yaml", """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Stage
                metadata:
                  name: prod
                  labels: {tier: prod}
                spec:
                  vars:
                  - name: repo
                    value: https://example.com/config.git
                  requestedFreight:
                  - origin: {kind: Warehouse, name: guestbook}
                    sources:
                      stages: [uat]
                      requiredSoakTime: 1h30m
                      availabilityStrategy: All
                  promotionTemplate:
                    spec:
                      steps:
                      - uses: git-clone
                        config:
                          repoURL: ${{ vars.repo }}
                          checkout:
                          - branch: main
                            path: ./src
                      - task: {name: publish}
                        vars: [{name: path, value: ./src}]
                      - as: "last "
                        uses: fail
                        if: ${{ failure() }}
                        continueOnError: yes
                        retry: {timeout: 90s, errorThreshold: 3}
                """);

        assertThat(set.findings()).isEmpty();
        Stage stage = set.project("default").orElseThrow().stage("prod").orElseThrow();
        assertThat(stage.labels()).containsEntry("tier", "prod");
        FreightRequest request = stage.requestedFreight().get(0);
        assertThat(request.stages()).containsExactly("uat");
        assertThat(request.requiredSoakTime()).isEqualTo(Duration.ofMinutes(90));
        assertThat(request.availability()).isEqualTo(FreightRequest.Availability.ALL);
        List<StepDefinition> steps = stage.template().steps();
        assertThat(steps).extracting(StepDefinition::as).containsExactly("step-1", "task-2", "last");
        StepDefinition clone = steps.get(0);
        assertThat(clone.configPositions().at("/checkout/0/path")).hasToString("stage.yaml:24:19");
        assertThat(clone.configPositions().at("/checkout/0/absent")).hasToString("stage.yaml:23:13");
        assertThat(steps.get(1).task()).isEqualTo(new TaskReference("publish", "PromotionTask"));
        assertThat(steps.get(2).continueOnError()).isTrue();
        assertThat(steps.get(2).retry()).isEqualTo(new StepDefinition.Retry(Duration.ofSeconds(90), 3));
        assertThat(steps.get(2).condition()).isEqualTo("${{ failure() }}");
    }

    @Test
    void a_broken_document_does_not_hide_its_neighbours() {
        ManifestSet set = Manifests.read("all.yaml", """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Project
                metadata: {name: demo}
                --- # broken
                apiVersion: [kargo
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ClusterPromotionTask
                metadata: {name: publish}
                spec:
                  vars: [{name: path}]
                  steps: [{uses: fail}]
                """);

        assertThat(set.findings())
                .extracting(Finding::toString)
                .containsExactly(
                        "all.yaml:6:1: error: This is not valid YAML: expected ',' or ']', but got"
                                + " the end of the document while parsing a flow sequence that starts in line 5. [yaml-syntax]");
        assertThat(set.project("demo").orElseThrow().tasks()).hasSize(1);
    }

    @Test
    void documents_without_a_namespace_belong_to_the_only_project_else_to_the_callers() {
        String stage = "{apiVersion: kargo.akuity.io/v1alpha1, kind: Stage, metadata: {name: s}, spec: {}}";
        String project = "{apiVersion: kargo.akuity.io/v1alpha1, kind: Project, metadata: {name: NAME}}";

        assertThat(projects(stage)).containsExactly("item");
        assertThat(projects(stage, project.replace("NAME", "shop"))).containsExactly("shop");
        assertThat(projects(stage, project.replace("NAME", "shop"), project.replace("NAME", "web")))
                .containsExactlyInAnyOrder("item", "shop", "web");
        assertThat(projects(stage, stage.replace("name: s", "name: t, namespace: shop")))
                .containsExactly("shop");
    }

    private static Iterable<String> projects(String... documents) {
        return Manifests.read(Map.of("m.yaml", String.join("\n---\n", documents)), "item")
                .projects()
                .keySet();
    }

    @Test
    void policies_tasks_freight_and_config_maps_reach_the_definition() {
        ProjectDefinition project =
                Manifests.read("m.json", """
                        {
                        \t"apiVersion": "v1", "kind": "List", "items": [
                        \t\t{"apiVersion": "kargo.akuity.io/v1alpha1", "kind": "ProjectConfig",
                        \t\t "metadata": {"name": "demo", "namespace": "demo"},
                        \t\t "spec": {"promotionPolicies": [
                        \t\t   {"stageSelector": {"name": "glob:prod-*", "matchLabels": {"a": "b"}}, "autoPromotionEnabled": true, "autoRollback": {}},
                        \t\t   {"stage": "test", "autoRollback": {"onPromotion": ["Errored"], "onVerification": ["Error"]}}]}},
                        \t\t{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c", "namespace": "demo"}, "data": {"k": "v"}},
                        \t\t{"apiVersion": "kargo.akuity.io/v1alpha1", "kind": "Freight",
                        \t\t "metadata": {"name": "f", "namespace": "demo"}, "alias": "happy-otter",
                        \t\t "origin": {"kind": "Warehouse", "name": "w"},
                        \t\t "images": [{"repoURL": "nginx", "tag": "1.27.0"}]}
                        \t]
                        }
                        """).project("demo").orElseThrow();

        assertThat(project.policies()).hasSize(2);
        assertThat(project.policies().get(0).stageName()).isEqualTo("glob:prod-*");
        assertThat(project.policies().get(0).autoPromotionEnabled()).isTrue();
        assertThat(project.policies().get(0).autoRollback())
                .isEqualTo(new AutoRollback(Set.of(), Set.of(Verification.Phase.FAILED)));
        assertThat(project.policies().get(1).stageName()).isEqualTo("test");
        assertThat(project.policies().get(1).autoRollback())
                .isEqualTo(new AutoRollback(Set.of(PromotionPhase.ERRORED), Set.of(Verification.Phase.ERROR)));
        assertThat(project.configMaps()).containsEntry("c", Map.of("k", "v"));
        assertThat(project.freight()).hasSize(1);
        assertThat(project.freight().get(0).alias()).isEqualTo("happy-otter");
        assertThat(project.freight().get(0).artifacts().images().get(0).tag()).isEqualTo("1.27.0");
    }

    @Test
    void directories_are_read_without_hidden_ones_and_helm_templates(@TempDir Path directory) throws Exception {
        String project = "{apiVersion: kargo.akuity.io/v1alpha1, kind: Project, metadata: {name: NAME}}";
        Files.createDirectories(directory.resolve("chart/templates"));
        Files.createDirectories(directory.resolve(".git"));
        Files.writeString(directory.resolve("chart/Chart.yaml"), "name: x");
        Files.writeString(directory.resolve("chart/templates/a.yaml"), "{{ broken");
        Files.writeString(directory.resolve(".git/a.yaml"), "{{ broken");
        Files.writeString(directory.resolve("chart/stage.yml"), project.replace("NAME", "inner"));
        Files.writeString(directory.resolve("a.yaml"), project.replace("NAME", "outer"));
        Files.writeString(directory.resolve("notes.txt"), "{{ broken");

        ManifestSet set = Manifests.read(List.of(directory));

        assertThat(set.documents()).extracting(ManifestDocument::name).containsExactly("outer", "inner");
        assertThat(set.hasErrors()).isFalse();
    }
}
