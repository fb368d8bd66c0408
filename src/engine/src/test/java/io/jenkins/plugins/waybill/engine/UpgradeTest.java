package io.jenkins.plugins.waybill.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.store.PromotionSummary;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Opens databases that earlier versions left: one for each schema there ever was, as SQL text, named after its newest
 * script. {@link StateToRecord} makes the next one.
 */
class UpgradeTest {

    private static final String NEWEST = "004-delegations";

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"001-initial", "002-analysis-runs", "003-approval-gates", NEWEST})
    void whatAnOlderVersionLeftIsThereAndGoesOn(String schema) throws Exception {
        restore(schema);
        long events = count("audit_events", home.resolve("waybill.db"));
        assertThat(events).isPositive();
        try (PromotionEngine engine = PromotionEngine.start(SampleHost.in(home))) {
            assertThat(engine.audit().verify().findings()).isEmpty();
            assertThat(engine.audit().verify().events()).isEqualTo(events);
            engine.projects().define(pipeline());

            Freight first = engine.freight().get("shop", "first");
            Promotion running = theOnlyUnfinished(engine);
            everythingIsThere(engine, first, running);

            CountDownLatch over = new CountDownLatch(1);
            try (AutoCloseable listening = engine.onChange(project -> {
                if (engine.state("shop").unfinished().isEmpty()) {
                    over.countDown();
                }
            })) {
                StateToRecord.answer(engine, running, "cat", "me too");
                assertThat(over.await(5, TimeUnit.MINUTES)).isTrue();
            }
            Promotion ended = engine.promotions().get("shop", running.name());
            assertThat(ended.phase()).as(ended.message()).isEqualTo(PromotionPhase.SUCCEEDED);
            assertThat(ended.outputs().at("/done/answered").asText()).isEqualTo("user:ben");
        }
        try (PromotionEngine engine = PromotionEngine.start(SampleHost.in(home))) {
            assertThat(engine.state("shop").stage("prod").current()).hasValueSatisfying(current -> assertThat(
                            current.items().values())
                    .extracting(item -> item.name())
                    .containsExactly(engine.freight().get("shop", "first").name()));
            assertThat(engine.audit().verify().intact()).isTrue();
        }
    }

    @Test
    void theDatabaseIsCopiedBeforeItsSchemaChanges() throws Exception {
        restore("001-initial");
        long events = count("audit_events", home.resolve("waybill.db"));
        PromotionEngine.start(SampleHost.in(home)).close();
        assertThat(count("audit_events", copyOf("001-initial")))
                .isEqualTo(events)
                .isPositive();
        assertThat(count("schema_migrations", copyOf("001-initial"))).isEqualTo(1);
        assertThat(count("schema_migrations", home.resolve("waybill.db"))).isEqualTo(4);
    }

    @Test
    void aDatabaseOfTodayIsNotCopied() throws Exception {
        restore(NEWEST);
        PromotionEngine.start(SampleHost.in(home)).close();
        assertThat(home.toFile().list()).noneMatch(name -> name.contains("before-upgrade"));
    }

    @Test
    void aCopyIsWhatTheOlderVersionCanGoOnWith() throws Exception {
        restore("002-analysis-runs");
        PromotionEngine.start(SampleHost.in(home)).close();
        Files.move(copyOf("002-analysis-runs"), home.resolve("waybill.db"), REPLACE_EXISTING);
        Files.deleteIfExists(home.resolve("waybill.db-wal"));
        try (PromotionEngine engine = PromotionEngine.start(SampleHost.in(home))) {
            engine.projects().define(pipeline());
            everythingIsThere(engine, engine.freight().get("shop", "first"), theOnlyUnfinished(engine));
        }
    }

    private static void everythingIsThere(PromotionEngine engine, Freight first, Promotion running) {
        assertThat(engine.state("shop").freight()).hasSize(2);
        assertThat(first.artifacts().images()).singleElement().satisfies(image -> assertThat(image.tag())
                .isEqualTo("1.0"));
        Freight second = engine.state("shop").freight().stream()
                .filter(freight -> !freight.equals(first))
                .findFirst()
                .orElseThrow();
        assertThat(second.status().approvedFor()).containsOnlyKeys("prod");
        assertThat(engine.state("shop").promotions())
                .extracting(PromotionSummary::stage, summary -> summary.freight(), PromotionSummary::phase)
                .containsExactlyInAnyOrder(
                        tuple("dev", first.name(), PromotionPhase.SUCCEEDED),
                        tuple("dev", second.name(), PromotionPhase.SUCCEEDED),
                        tuple("prod", first.name(), PromotionPhase.RUNNING));
        assertThat(running.executions()).extracting(StepExecution::alias).containsExactly("note", "ask");
        assertThat(running.outputs().at("/note/when").asText()).isEqualTo("tonight");
        assertThat(running.responses())
                .extracting(ApprovalResponse::actor, ApprovalResponse::comment)
                .containsExactly(tuple(Actor.user("ben"), "ship it"));
        assertThat(engine.state("shop").stage("dev").current())
                .hasValueSatisfying(current -> assertThat(current.items().values())
                        .extracting(item -> item.name())
                        .containsExactly(second.name()));
    }

    private static Promotion theOnlyUnfinished(PromotionEngine engine) {
        assertThat(engine.state("shop").unfinished()).hasSize(1);
        return engine.promotions()
                .get("shop", engine.state("shop").unfinished().get(0).name());
    }

    static ProjectDefinition pipeline() throws IOException {
        return Manifests.read("pipeline.yaml", text("pipeline.yaml"))
                .project("shop")
                .orElseThrow();
    }

    private void restore(String schema) throws Exception {
        try (Connection connection = connect(home.resolve("waybill.db"))) {
            Jdbi.create(connection).useHandle(handle -> handle.createScript(text(schema + ".sql"))
                    .execute());
        }
    }

    private Path copyOf(String schema) {
        return home.resolve("waybill-before-upgrade-from-" + schema + ".db");
    }

    private static long count(String table, Path database) throws Exception {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
            return rows.getLong(1);
        }
    }

    private static Connection connect(Path database) throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + database);
    }

    private static String text(String name) throws IOException {
        try (InputStream resource = UpgradeTest.class.getResourceAsStream("upgrade/" + name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
