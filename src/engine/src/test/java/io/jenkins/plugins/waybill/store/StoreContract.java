package io.jenkins.plugins.waybill.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.waybill.audit.AuditEvent;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Approval;
import io.jenkins.plugins.waybill.model.ApprovalPolicy;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.FreightStatus;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Involvement;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.model.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What holds wherever the state is kept. */
abstract class StoreContract {

    static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOON);

    @TempDir
    Path directory;

    @Test
    void whatWasWrittenIsThereAfterReopening() {
        Promotion running = promotion("dev.01.abc", PromotionPhase.RUNNING, NOON);
        try (Store store = open()) {
            store.write(transaction -> {
                transaction.put(freight("f1", "brave-otter", NOON));
                transaction.put(running);
                transaction.put(promotion("dev.00.abc", PromotionPhase.SUCCEEDED, NOON.minusSeconds(60)));
                transaction.log("shop", "dev.01.abc", new LogLine("clone", NOON, "cloned"));
                return null;
            });
            assertThat(store.state().version()).isEqualTo(1);
        }
        try (Store store = open()) {
            ProjectState shop = store.state().project("shop");
            assertThat(store.state().version()).isEqualTo(1);
            assertThat(shop.freight("f1")).contains(freight("f1", "brave-otter", NOON));
            assertThat(shop.unfinished("dev")).containsExactly(running);
            assertThat(shop.promotions("dev"))
                    .extracting(PromotionSummary::name)
                    .containsExactly("dev.01.abc", "dev.00.abc");
            assertThat(store.promotion("shop", "dev.00.abc"))
                    .contains(promotion("dev.00.abc", PromotionPhase.SUCCEEDED, NOON.minusSeconds(60)));
            assertThat(store.log("shop", "dev.01.abc")).containsExactly(new LogLine("clone", NOON, "cloned"));
        }
    }

    @Test
    void aFailingChangeLeavesNothingAndTheOthersOfItsCommitStand() {
        try (Store store = open()) {
            CompletableFuture<Object> good = store.submit(transaction -> {
                transaction.put(freight("f1", "brave-otter", NOON));
                return null;
            });
            CompletableFuture<Object> bad = store.submit(transaction -> {
                transaction.put(freight("f2", "calm-heron", NOON));
                transaction.audit("shop", Actor.ENGINE, "FreightCreated", "freight/f2", detail("never"));
                throw new IllegalArgumentException("no");
            });
            CompletableFuture<Object> after = store.submit(transaction -> {
                transaction.put(freight("f3", "early-wren", NOON));
                transaction.audit("shop", Actor.ENGINE, "FreightCreated", "freight/f3", detail("kept"));
                return null;
            });
            good.join();
            after.join();
            assertThatThrownBy(bad::join).hasRootCauseMessage("no");
            assertThatThrownBy(() -> store.write(transaction -> {
                        throw new IllegalStateException("comes out unchanged");
                    }))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("comes out unchanged");
            assertThat(store.state().project("shop").freight())
                    .extracting(Freight::name)
                    .containsExactlyInAnyOrder("f1", "f3");
            assertThat(store.audit().events(AuditFilter.ALL, Long.MAX_VALUE, 10))
                    .extracting(AuditEvent::subject)
                    .containsExactly("freight/f3");
            assertThat(store.audit().verify().intact()).isTrue();
        }
        try (Store store = open()) {
            assertThat(store.state().project("shop").freight("f2")).isEmpty();
        }
    }

    @Test
    void aNewerDatabaseIsRefused() throws Exception {
        open().close();
        sql("INSERT INTO schema_migrations VALUES ('999-future.sql', 'x', '2030-01-01T00:00:00Z')");
        assertThatThrownBy(() -> open())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("newer Waybill (it has 999-future.sql)");
    }

    @Test
    void stepsAndAnswersAreWrittenAsTheyCome() {
        try (Store store = open()) {
            Promotion first = promotion("dev.01.abc", PromotionPhase.RUNNING, NOON);
            StepExecution clone = step("clone", StepStatus.RUNNING);
            StepExecution cloned = step("clone", StepStatus.SUCCEEDED);
            StepExecution push = step("push", StepStatus.RUNNING);
            for (List<StepExecution> steps : List.of(List.of(clone), List.of(cloned, push))) {
                store.write(transaction -> {
                    transaction.put(withSteps(first, steps, List.of()));
                    return null;
                });
            }
            ApprovalResponse yes = new ApprovalResponse("push", Actor.user("ann"), true, "looks good", NOON);
            store.write(transaction -> {
                transaction.put(withSteps(
                        promotion("dev.01.abc", PromotionPhase.SUCCEEDED, NOON), List.of(cloned, push), List.of(yes)));
                return null;
            });
            assertThat(store.promotion("shop", "dev.01.abc")).hasValueSatisfying(promotion -> {
                assertThat(promotion.executions()).containsExactly(cloned, push);
                assertThat(promotion.responses()).containsExactly(yes);
            });
        }
    }

    @Test
    void freightIsOrderedNewestFirstAndFoundByAlias() {
        try (Store store = open()) {
            store.write(transaction -> {
                transaction.put(freight("f1", "one", NOON));
                transaction.put(freight("f3", "three", NOON.plusSeconds(2)));
                transaction.put(freight("f2", "two", NOON.plusSeconds(2)));
                transaction.put(freight("f1", "uno", NOON));
                return null;
            });
            ProjectState shop = store.state().project("shop");
            assertThat(shop.freightOf(FreightOrigin.warehouse("w")))
                    .extracting(Freight::name)
                    .containsExactly("f3", "f2", "f1");
            assertThat(shop.freightByAlias("one")).isEmpty();
            assertThat(shop.freightByAlias("uno")).map(Freight::name).contains("f1");
            store.write(transaction -> {
                transaction.deleteFreight("shop", "f3");
                return null;
            });
            assertThat(store.state().project("shop").freightOf(FreightOrigin.warehouse("w")))
                    .extracting(Freight::name)
                    .containsExactly("f2", "f1");
        }
    }

    @Test
    void theLastFinishedPromotionOfAPieceOfFreightIsTheNewestByName() {
        try (Store store = open()) {
            store.write(transaction -> {
                transaction.put(promotion("dev.02.abc", PromotionPhase.FAILED, NOON));
                transaction.put(promotion("dev.01.abc", PromotionPhase.SUCCEEDED, NOON));
                return null;
            });
            assertThat(store.state().project("shop").lastFinished("dev", "f1"))
                    .map(PromotionSummary::phase)
                    .contains(PromotionPhase.FAILED);
            store.write(transaction -> {
                transaction.deletePromotion("shop", "dev.02.abc");
                return null;
            });
            assertThat(store.state().project("shop").lastFinished("dev", "f1"))
                    .map(PromotionSummary::phase)
                    .contains(PromotionPhase.SUCCEEDED);
            assertThat(store.promotion("shop", "dev.02.abc")).isEmpty();
        }
    }

    @Test
    void aDeletedProjectLeavesNothingButItsEvents() {
        try (Store store = open()) {
            store.write(transaction -> {
                transaction.put(freight("f1", "one", NOON));
                transaction.put(promotion("dev.01.abc", PromotionPhase.RUNNING, NOON));
                transaction.put(gate("g1"));
                transaction.audit("shop", Actor.user("ann"), "FreightCreated", "freight/f1", detail("x"));
                return null;
            });
            store.write(transaction -> {
                transaction.deleteProject("shop");
                return null;
            });
        }
        try (Store store = open()) {
            ProjectState shop = store.state().project("shop");
            assertThat(shop.freight()).isEmpty();
            assertThat(shop.promotions()).isEmpty();
            assertThat(shop.approvals()).isEmpty();
            assertThat(store.audit().events(AuditFilter.ALL, Long.MAX_VALUE, 10))
                    .hasSize(1);
        }
    }

    @Test
    void eventsAreFoundByTimeAndSubject() {
        Instant[] now = {NOON};
        try (Store store = Store.open(directory, settings(), () -> now[0])) {
            for (String at : List.of("11:59:59.9Z", "12:00:00Z", "12:00:00.5Z", "12:00:01Z")) {
                now[0] = Instant.parse("2026-05-01T" + at);
                store.write(transaction -> {
                    transaction.audit("shop", Actor.ENGINE, "Tick", "Freight/100%_of " + at, detail("x"));
                    return null;
                });
            }
            assertThat(subjects(store, new AuditFilter(null, null, null, null, NOON, NOON.plusSeconds(1))))
                    .containsExactly("Freight/100%_of 12:00:00.5Z", "Freight/100%_of 12:00:00Z");
            assertThat(subjects(store, new AuditFilter(null, null, null, "100%_of 11", null, null)))
                    .containsExactly("Freight/100%_of 11:59:59.9Z");
            assertThat(subjects(store, new AuditFilter(null, null, null, "freight/", null, null)))
                    .isEmpty();
        }
    }

    private static List<String> subjects(Store store, AuditFilter filter) {
        return store.audit().events(filter, Long.MAX_VALUE, 10).stream()
                .map(AuditEvent::subject)
                .toList();
    }

    @Test
    void anyTextIsKept() {
        String text = "NUL \0, an emoji \uD83D\uDE80, a quote ', a backslash \\, a question mark ? and :name";
        try (Store store = open()) {
            store.write(transaction -> {
                transaction.put(freight("f1", text, NOON));
                transaction.put(promotion("dev.01.abc", PromotionPhase.RUNNING, NOON));
                transaction.log("shop", "dev.01.abc", new LogLine("clone", NOON, text));
                transaction.audit("shop", Actor.ENGINE, "FreightCreated", text, detail(text));
                return null;
            });
            assertThat(store.log("shop", "dev.01.abc"))
                    .extracting(LogLine::text)
                    .containsExactly(text.replace('\0', '\uFFFD'));
            assertThat(store.audit().verify().findings()).isEmpty();
        }
        try (Store store = open()) {
            assertThat(store.state().project("shop").freightByAlias(text)).isPresent();
            assertThat(store.audit().verify().intact()).isTrue();
        }
    }

    @Test
    void manyChangesAtOnceAllLandInTheirOrder() {
        try (Store store = open()) {
            List<CompletableFuture<Long>> changes = new java.util.ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                String name = "f" + i;
                changes.add(store.submit(transaction -> {
                    transaction.put(freight(name, name, NOON));
                    transaction.audit("shop", Actor.ENGINE, "FreightCreated", "freight/" + name, detail("x"));
                    return (long) transaction.state().project("shop").freight().size();
                }));
            }
            for (int i = 0; i < 1000; i++) {
                assertThat(changes.get(i).join()).isEqualTo(i + 1);
            }
            assertThat(store.state().version()).isEqualTo(1000);
            assertThat(store.audit().verify().events()).isEqualTo(1000);
            assertThat(store.audit().verify().intact()).isTrue();
        }
    }

    @Test
    void anEditedEventIsFound() throws Exception {
        writeEvents(5);
        sql("UPDATE audit_events SET actor = 'user:mallory' WHERE sequence = 3");
        assertThat(findings()).singleElement().asString().contains("Event 3 was changed");
    }

    @Test
    void aRemovedEventIsFound() throws Exception {
        writeEvents(5);
        sql("DELETE FROM audit_events WHERE sequence = 2");
        assertThat(findings()).singleElement().asString().contains("Event 2 is missing");
    }

    @Test
    void reorderedEventsAreFound() throws Exception {
        writeEvents(5);
        sql(
                "UPDATE audit_events SET sequence = 99 WHERE sequence = 2",
                "UPDATE audit_events SET sequence = 2 WHERE sequence = 3",
                "UPDATE audit_events SET sequence = 3 WHERE sequence = 99");
        assertThat(findings()).isNotEmpty().first().asString().contains("Event 2");
    }

    @Test
    void aRemovedEndIsFoundEvenWhenTheNoteInTheDatabaseIsForged() throws Exception {
        writeEvents(5);
        sql(
                "DELETE FROM audit_events WHERE sequence > 3",
                "UPDATE meta SET value = (SELECT '3 ' || hash FROM audit_events WHERE sequence = 3)"
                        + " WHERE name = 'audit.head'");
        assertThat(findings()).singleElement().asString().contains("its end was removed");
    }

    @Test
    void anInsertedEventIsFound() throws Exception {
        writeEvents(3);
        sql("INSERT INTO audit_events SELECT 4, at, project, actor, type, subject, detail, previous_hash, hash"
                + " FROM audit_events WHERE sequence = 2");
        assertThat(findings()).isNotEmpty();
    }

    final void writeEvents(int count) {
        try (Store store = open()) {
            writeEvents(store, count);
            assertThat(store.audit().verify().intact()).isTrue();
        }
    }

    static void writeEvents(Store store, int count) {
        for (int i = 1; i <= count; i++) {
            String subject = "freight/" + i;
            store.write(transaction -> {
                transaction.audit("shop", Actor.user("ann"), "FreightCreated", subject, detail("x"));
                return null;
            });
        }
    }

    private List<String> findings() {
        try (Store store = open()) {
            return store.audit().verify().findings().stream()
                    .map(finding -> finding.problem())
                    .toList();
        }
    }

    /** The settings of the one store of this test. */
    abstract StoreSettings settings();

    /** A connection behind the store's back. */
    abstract Connection connect() throws Exception;

    final Store open() {
        return Store.open(directory, settings(), CLOCK);
    }

    final void sql(String... statements) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static ObjectNode detail(String text) {
        return JsonNodeFactory.instance.objectNode().put("note", text);
    }

    static Freight freight(String name, String alias, Instant discoveredAt) {
        GitCommit commit = new GitCommit("https://example.com/r", name, "main", "", "Fix", "A <a@b>", "A <a@b>", "");
        return new Freight(
                "shop",
                name,
                alias,
                FreightOrigin.warehouse("w"),
                Artifacts.ofCommits(List.of(commit)),
                discoveredAt,
                Actor.ENGINE,
                new FreightStatus(
                        Map.of("dev", new FreightStatus.CurrentUse(NOON)),
                        Map.of("dev", new FreightStatus.VerifiedUse(NOON, null)),
                        Map.of(),
                        Map.of("ticket", TextNode.valueOf("T-1"))));
    }

    static Approval gate(String id) {
        return new Approval(
                "shop",
                id,
                "prod",
                "f1",
                ApprovalPolicy.ANYONE,
                "Ship it?",
                "",
                "",
                Involvement.NONE,
                Actor.user("ann"),
                NOON,
                null,
                List.of(),
                Approval.Status.WAITING,
                "",
                null);
    }

    static StepExecution step(String alias, StepStatus status) {
        return new StepExecution(alias, "git-" + alias, status, "", 0, false, NOON, null, null);
    }

    static Promotion promotion(String name, PromotionPhase phase, Instant createdAt) {
        return new Promotion(
                "shop",
                name,
                "dev",
                new FreightReference("f1", FreightOrigin.warehouse("w"), Artifacts.NONE),
                List.of(new Variable("a", "1", SourcePosition.NONE)),
                List.of(),
                Promotion.Intent.NONE,
                false,
                null,
                createdAt,
                createdAt,
                phase.isTerminal() ? createdAt : null,
                phase,
                "",
                null,
                null,
                0,
                List.of(),
                detail("out"),
                List.of(),
                List.of());
    }

    private static Promotion withSteps(
            Promotion promotion, List<StepExecution> steps, List<ApprovalResponse> responses) {
        return new Promotion(
                promotion.project(),
                promotion.name(),
                promotion.stage(),
                promotion.freight(),
                promotion.variables(),
                promotion.steps(),
                promotion.intent(),
                promotion.rollback(),
                promotion.actor(),
                promotion.createdAt(),
                promotion.startedAt(),
                promotion.finishedAt(),
                promotion.phase(),
                promotion.message(),
                promotion.abortRequestedBy(),
                promotion.collection(),
                promotion.currentStep(),
                steps,
                promotion.outputs(),
                promotion.healthChecks(),
                responses);
    }

    @Test
    void whoeverIsToldOfAChangeMayReadButNotWaitForAnother() throws Exception {
        try (Store store = open()) {
            CompletableFuture<Boolean> seen = store.submit(transaction -> {
                        transaction.put(promotion("dev.00.abc", PromotionPhase.SUCCEEDED, NOON));
                        return "dev.00.abc";
                    })
                    .thenApply(name -> store.promotion("shop", name).isPresent());
            assertThat(seen.get(5, java.util.concurrent.TimeUnit.MINUTES)).isTrue();

            CompletableFuture<String> told = new CompletableFuture<>();
            CompletableFuture<Integer> gate = new CompletableFuture<>();
            store.submit(transaction -> gate.join()).thenAccept(any -> {
                try {
                    told.complete(store.write(transaction -> "written"));
                } catch (IllegalStateException e) {
                    told.complete(String.valueOf(e.getMessage()));
                }
            });
            gate.complete(1);
            assertThat(told.get(5, java.util.concurrent.TimeUnit.MINUTES)).contains("may not be waited for");
        }
    }
}
