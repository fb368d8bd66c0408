package io.jenkins.plugins.waybill.manifest;

import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionTask;
import io.jenkins.plugins.waybill.model.PromotionWindow;
import io.jenkins.plugins.waybill.model.WebhookReceiver;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharedManifestsTest {

    private static final String COMPANY = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: company, namespace: kargo-shared-resources}
            data: {registry: registry.example.com}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: ClusterConfig
            metadata: {name: cluster}
            spec:
              webhookReceivers:
              - {name: forge, github: {secretRef: {name: forge-webhook}}}
              promotionWindows:
              - {name: weekend, kind: Deny, projectSelector: {name: shop}, dtstart: "20260103T000000", dtend: "20260105T000000", rrule: FREQ=WEEKLY}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: ClusterPromotionTask
            metadata: {name: deploy}
            spec:
              steps: [{uses: fail, config: {message: company}}]
            """;

    private static final String PROJECT = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app}
            spec:
              subscriptions: [{image: {repoURL: registry.example.com/shop/app}}]
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: dev}
            spec:
              requestedFreight: [{origin: {kind: Warehouse, name: app}, sources: {direct: true}}]
              promotionTemplate: {spec: {steps: [{task: {kind: ClusterPromotionTask, name: deploy}}]}}
            """;

    private static SharedManifests shared(String text) {
        return SharedManifests.read(Map.of("shared.yaml", text), StepCatalog.NONE);
    }

    private static ManifestSet project(String text) {
        return Manifests.read(Map.of("shop.yaml", text), "shop");
    }

    @Test
    void config_maps_and_receivers_serve_all_projects() {
        SharedManifests shared = shared(COMPANY);

        assertThat(shared.findings()).isEmpty();
        assertThat(shared.hasErrors()).isFalse();
        assertThat(shared.configMaps()).isEqualTo(Map.of("company", Map.of("registry", "registry.example.com")));
        assertThat(shared.webhookReceivers()).extracting(WebhookReceiver::name).containsExactly("forge");
    }

    @Test
    void a_project_has_the_tasks_and_windows_of_all_and_is_told_of_nothing_else() {
        ManifestSet alone = project(PROJECT);
        ManifestSet set = alone.with(shared(COMPANY));

        assertThat(ManifestLint.check(alone, StepCatalog.NONE)).anyMatch(Finding::isError);
        assertThat(ManifestLint.check(set, StepCatalog.NONE)).isEmpty();
        ProjectDefinition shop = set.project("shop").orElseThrow();
        assertThat(shop.tasks()).extracting(PromotionTask::name).containsExactly("deploy");
        assertThat(shop.windows()).extracting(PromotionWindow::name).containsExactly("weekend");
        assertThat(shop.configMaps()).isEmpty();
        assertThat(ManifestSource.of(set, "shop", List.of()).files())
                .extracting(ManifestSource.File::path)
                .containsExactly("shop.yaml");
    }

    @Test
    void what_is_wrong_with_what_is_shared_is_not_told_to_every_project() {
        String wrong = COMPANY.replace("{message: company}", "{message: \"${{ nonsense() }}\"}");

        assertThat(shared(wrong).findings()).anyMatch(Finding::isError);
        assertThat(ManifestLint.check(project(PROJECT).with(shared(wrong)), StepCatalog.NONE))
                .isEmpty();
    }

    @Test
    void what_a_project_declares_itself_outweighs_what_is_shared() {
        String own = """
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ClusterPromotionTask
                metadata: {name: deploy}
                spec:
                  steps: [{uses: fail, config: {message: project}}]
                """;
        ManifestSet set = project(PROJECT + own).with(shared(COMPANY));

        assertThat(ManifestLint.check(set, StepCatalog.NONE)).isEmpty();
        assertThat(set.project("shop").orElseThrow().tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.position().file()).isEqualTo("shop.yaml"));
    }

    @Test
    void no_project_frees_itself_of_the_windows_of_all() {
        String own = """
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ClusterConfig
                metadata: {name: cluster}
                spec:
                  promotionWindows:
                  - {name: always, kind: Allow, dtstart: "20260101T000000", dtend: "20360101T000000"}
                """;
        ManifestSet set = project(PROJECT + own).with(shared(COMPANY));

        assertThat(set.project("shop").orElseThrow().windows())
                .extracting(PromotionWindow::name)
                .containsExactly("weekend", "always");
    }

    @Test
    void a_namespace_among_the_shared_does_not_become_the_projects_own() {
        ManifestSet set =
                project(PROJECT).with(shared(COMPANY.replace("{name: deploy}", "{name: deploy, namespace: x}")));

        assertThat(set.projects()).containsOnlyKeys("shop");
    }

    @Test
    void a_secret_is_refused_with_the_way_out() {
        SharedManifests shared = shared(COMPANY + """
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: forge-webhook, namespace: kargo-system-resources}
                stringData: {secret: sesame}
                """);

        assertThat(shared.hasErrors()).isTrue();
        assertThat(shared.secret()).isPresent();
        assertThat(shared.findings())
                .singleElement()
                .asString()
                .contains("error: The Secret 'forge-webhook'")
                .contains("shared.yaml:21:1")
                .contains("credential with the ID 'forge-webhook'")
                .doesNotContain("sesame");
    }

    @Test
    void what_has_no_effect_there_is_named() {
        SharedManifests shared = shared(PROJECT + """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: mine, namespace: shop}
                ---
                apiVersion: kargo.akuity.io/v1alpha1
                kind: ClusterConfig
                metadata: {name: cluster}
                spec: {gitClient: {name: Bot, email: bot@example.com}}
                """);

        assertThat(shared.configMaps()).isEmpty();
        assertThat(shared.findings())
                .extracting(Finding::toString)
                .anyMatch(finding -> finding.contains("A Warehouse belongs to a project"))
                .anyMatch(finding -> finding.contains("A Stage belongs to a project"))
                .anyMatch(finding -> finding.contains("The ConfigMap 'mine' is not shared"))
                .anyMatch(finding -> finding.contains("info: 'gitClient' has no effect here"));
    }

    @Test
    void broken_text_is_told_with_its_line() {
        SharedManifests shared = shared("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a\n");

        assertThat(shared.hasErrors()).isTrue();
        assertThat(shared.findings()).first().asString().matches("shared\\.yaml:[34]:\\d+: error: .*");
    }
}
