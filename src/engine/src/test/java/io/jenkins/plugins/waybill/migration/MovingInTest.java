package io.jenkins.plugins.waybill.migration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.ManifestLint;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightName;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Health;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.StageState;
import io.jenkins.plugins.waybill.model.Verification;
import io.jenkins.plugins.waybill.step.StepLint;
import io.jenkins.plugins.waybill.step.StepRegistry;
import io.jenkins.plugins.waybill.store.ProjectState;
import io.jenkins.plugins.waybill.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A project as kubectl shows it, taken over with its past. */
class MovingInTest {

    private static final String NAME = FreightName.of(
            FreightOrigin.warehouse("app"),
            Artifacts.ofCommits(List.of(new GitCommit(
                    "https://example.com/shop.git", "1".repeat(40), "main", "", "Sell more", "", "", ""))));
    private static final Actor ADA = new Actor("email", "ada@example.com");

    @TempDir
    Path directory;

    @Test
    void manifests_come_out_clean_and_lint_finds_nothing_wrong() {
        KargoExport export = KargoExport.of(cluster());

        assertThat(export.manifests().keySet())
                .containsExactly("config-maps.yaml", "project.yaml", "stages.yaml", "warehouses.yaml");
        assertThat(export.manifests().get("warehouses.yaml")).isEqualTo("""
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata:
                  name: app
                  namespace: shop
                  labels:
                    team: shop
                spec:
                  freightCreationPolicy: Automatic
                  interval: 5m0s
                  subscriptions:
                  - git:
                      branch: main
                      commitSelectionStrategy: NewestFromBranch
                      discoveryLimit: 20
                      repoURL: https://example.com/shop.git
                """);
        assertThat(String.join("", export.manifests().values()))
                .contains("kargo.akuity.io/color: blue", "value: \"yes\"", "motto: |\n    Fast\n    and safe\n")
                .doesNotContain(
                        "status:",
                        "managedFields",
                        "resourceVersion",
                        "last-applied",
                        "argocd-context",
                        "ca.crt",
                        "uid");
        ManifestSet manifests = Manifests.read(export.manifests(), "default");
        assertThat(ManifestLint.check(manifests, StepLint.catalog(StepRegistry.standard())))
                .filteredOn(Finding::isError)
                .isEmpty();
        assertThat(manifests.project("shop"))
                .hasValueSatisfying(project -> assertThat(project.stages()).containsOnlyKeys("test", "prod"));
    }

    @Test
    void secrets_never_get_into_a_file_and_what_is_left_out_is_told() {
        KargoExport export = KargoExport.of(cluster());

        assertThat(export.past() + export.manifests()).doesNotContain("c2VjcmV0", "kind: Secret");
        assertThat(export.notes())
                .anyMatch(note -> note.startsWith("Secret 'deploy' is left out"))
                .anyMatch(note -> note.startsWith("1 of kind ServiceAccount is left out"));
    }

    @Test
    void the_past_arrives_whole_by_way_of_the_file() {
        Past past = PastReader.read(
                Manifests.read("import.yaml", KargoExport.of(cluster()).past()));

        try (Store store = Store.open(directory, InstantSource.system())) {
            StateImport.Outcome outcome = StateImport.into(store, past, Actor.user("ada"), "import.yaml");
            assertThat(outcome).isEqualTo(new StateImport.Outcome(1, 1, 2, List.of()));
        }
        try (Store store = Store.open(directory, InstantSource.system())) {
            ProjectState shop = store.state().project("shop");
            Freight freight = shop.freightByAlias("laughing-lemur").orElseThrow();
            assertThat(freight.name()).isEqualTo(NAME);
            assertThat(freight.discoveredAt()).isEqualTo(Instant.parse("2026-03-02T09:00:00Z"));
            assertThat(freight.status().currentlyIn().get("test").since())
                    .isEqualTo(Instant.parse("2026-03-02T09:05:00Z"));
            assertThat(freight.status().verifiedIn().get("test").verifiedAt())
                    .isEqualTo(Instant.parse("2026-03-02T09:06:00Z"));
            assertThat(freight.status().verifiedIn().get("test").longestSoak()).isEqualTo(Duration.ofMinutes(90));
            assertThat(freight.status().approvedFor().get("prod").approvedAt())
                    .isEqualTo(Instant.parse("2026-03-02T11:00:00Z"));
            assertThat(freight.status().metadata().get("ticket").asText()).isEqualTo("SHOP-1");

            StageState test = shop.stage("test");
            assertThat(test.current().orElseThrow().items().get("Warehouse/app").name())
                    .isEqualTo(NAME);
            assertThat(test.current().orElseThrow().verificationHistory())
                    .extracting(Verification::phase)
                    .containsExactly(Verification.Phase.SUCCESSFUL);
            assertThat(Objects.requireNonNull(test.health()).status()).isEqualTo(Health.Status.HEALTHY);
            StageState.LastPromotion last = Objects.requireNonNull(test.lastPromotion());
            assertThat(last.phase()).isEqualTo(PromotionPhase.SUCCEEDED);

            Promotion promotion = store.promotion("shop", last.name()).orElseThrow();
            assertThat(promotion.actor()).isEqualTo(ADA);
            assertThat(promotion.startedAt()).isEqualTo(Instant.parse("2026-03-02T09:04:10Z"));
            assertThat(promotion.finishedAt()).isEqualTo(Instant.parse("2026-03-02T09:05:00Z"));
            assertThat(promotion.executions()).singleElement().satisfies(step -> {
                assertThat(step.uses()).isEqualTo("git-clone");
                assertThat(step.status().displayName()).isEqualTo("Succeeded");
            });
            assertThat(promotion.outputs().at("/step-1/commits/.~1src").asText())
                    .isEqualTo("abc");
        }
    }

    @Test
    void what_was_not_over_is_closed_and_says_so() {
        Past past = PastReader.read(cluster());

        assertThat(past.promotions())
                .filteredOn(promotion -> promotion.stage().equals("prod"))
                .singleElement()
                .satisfies(promotion -> {
                    assertThat(promotion.phase()).isEqualTo(PromotionPhase.ABORTED);
                    assertThat(promotion.message()).isEqualTo("It was not over in Kargo when the project moved.");
                });
    }

    @Test
    void an_import_is_audited_and_may_be_repeated() {
        Past past = PastReader.read(cluster());

        try (Store store = Store.open(directory, InstantSource.system())) {
            StateImport.into(store, past, Actor.user("ada"), "cluster.yaml");
            StateImport.Outcome again = StateImport.into(store, past, Actor.user("ada"), "cluster.yaml");

            assertThat(again).isEqualTo(new StateImport.Outcome(0, 0, 0, List.of()));
            List<AuditEvent> events = store.audit().events(AuditFilter.ALL, Long.MAX_VALUE, 10);
            assertThat(events)
                    .extracting(AuditEvent::type)
                    .containsExactlyInAnyOrder(
                            "FreightImported", "PromotionImported", "PromotionImported", "StageImported");
            assertThat(events).allSatisfy(event -> {
                assertThat(event.actor()).isEqualTo(Actor.user("ada"));
                assertThat(event.detail().path("source").asText()).isEqualTo("cluster.yaml");
            });
        }
    }

    @Test
    void an_alias_that_is_taken_here_gives_way() {
        Past past = PastReader.read(cluster());
        Freight other = new Freight(
                "shop",
                "f".repeat(40),
                "laughing-lemur",
                FreightOrigin.warehouse("app"),
                past.freight().get(0).artifacts(),
                Instant.EPOCH,
                Actor.ENGINE,
                past.freight().get(0).status());

        try (Store store = Store.open(directory, InstantSource.system())) {
            store.write(transaction -> {
                transaction.put(other);
                return null;
            });
            StateImport.Outcome outcome = StateImport.into(store, past, Actor.user("ada"), "cluster.yaml");

            assertThat(outcome.notes()).singleElement().asString().contains("laughing-lemur");
            assertThat(store.state().project("shop").freight(NAME).orElseThrow().alias())
                    .isEqualTo("kargo-" + NAME);
        }
    }

    private static ManifestSet cluster() {
        try (InputStream text = MovingInTest.class.getResourceAsStream("cluster.yaml")) {
            String yaml = new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> texts = Map.of(
                    "cluster.yaml",
                    yaml.replace("FREIGHT1", NAME)
                            .replace("FREIGHT7", NAME.substring(0, 7))
                            .replace("COLLECTION", FreightName.ofCollection(List.of(NAME))));
            return Manifests.read(texts, "default");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
