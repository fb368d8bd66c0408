package io.jenkins.plugins.waybill.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.jenkins.plugins.waybill.fixture.SampleStep;
import io.jenkins.plugins.waybill.host.ToolCall;
import io.jenkins.plugins.waybill.host.ToolFailure;
import io.jenkins.plugins.waybill.host.ToolOutcome;
import io.jenkins.plugins.waybill.host.ToolPlace;
import io.jenkins.plugins.waybill.host.ToolUse;
import io.jenkins.plugins.waybill.host.Tools;
import io.jenkins.plugins.waybill.host.ToolsPending;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.tool.Workbench;
import io.jenkins.plugins.waybill.store.LogLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Programs run where the host has a place for them, which may take a while to come. */
class ToolPlacesTest {

    private static final String PIPELINE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: shop}
            spec:
              freightCreationPolicy: Manual
              subscriptions:
              - image: {repoURL: registry.example.com/shop/app}
            ---
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Stage
            metadata: {name: dev, namespace: shop}
            spec:
              requestedFreight:
              - origin: {kind: Warehouse, name: app}
                sources: {direct: true}
              promotionTemplate:
                spec:
                  steps:
                  - uses: press
                    as: pressed
                    retry: {errorThreshold: 2}
                    config: {login: "${{ secret('login').password }}"}
            """;

    @TempDir
    Path directory;

    private EngineHarness harness;
    private Agents agents;

    @BeforeEach
    void open() {
        agents = new Agents();
        harness = new EngineHarness(directory);
        harness.close();
        harness.tools = agents;
        harness.steps.register(SampleStep.inside("press", context -> {
            try (Workbench bench = Workbench.open(context)) {
                context.workspace().write("out", bench.run("press", List.of()).getBytes(StandardCharsets.UTF_8));
            }
            return StepResult.succeeded();
        }));
        harness.open();
        harness.define(PIPELINE);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void aStepWaitsForAPlaceWithoutAThreadAndSaysForWhat() {
        Promotion promotion = harness.promote("dev", harness.freight("1"));
        harness.until(state -> harness.engine
                .promotions()
                .waitingFor("shop", promotion.name())
                .contains("for an agent with the label press"));

        agents.come.complete(null);

        assertThat(harness.finished(promotion).phase()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(agents.asked).containsOnly("shop " + promotion.name() + "/pressed");
        assertThat(agents.open).isZero();
        assertThat(harness.engine.promotions().log("shop", promotion.name()))
                .extracting(LogLine::text)
                .containsExactly("on agent 1", "pressing **** hard");
    }

    @Test
    void aPlanWaitsForItsPlace() {
        String freight = harness.freight("1").name();
        CompletableFuture<Plan> plan =
                CompletableFuture.supplyAsync(() -> harness.engine.promotions().plan("shop", "dev", freight));
        agents.someoneAsked.join();
        assertThat(plan).isNotDone();

        agents.come.complete(null);

        assertThat(plan.join().succeeded()).isTrue();
    }

    @Test
    void aPlaceThatIsLostCountsAsAnError() {
        agents.come.complete(null);
        agents.losses = 1;

        Promotion once = harness.finished(harness.promote("dev", harness.freight("1")));
        assertThat(once.phase()).isEqualTo(PromotionPhase.SUCCEEDED);
        assertThat(once.executions().get(0).errorCount()).isEqualTo(1);

        agents.losses = 2;
        Promotion twice = harness.finished(harness.promote("dev", harness.freight("2")));
        assertThat(twice.phase()).isEqualTo(PromotionPhase.ERRORED);
        assertThat(twice.message()).contains("the agent went away");
        assertThat(agents.open).isZero();
    }

    /** A host whose machines come when the test says so. */
    private static final class Agents implements Tools {

        final CompletableFuture<Void> come = new CompletableFuture<>();
        final CompletableFuture<Void> someoneAsked = new CompletableFuture<>();
        final List<String> asked = Collections.synchronizedList(new ArrayList<>());
        volatile int losses;
        volatile int open;

        @Override
        public ToolOutcome run(ToolCall call) throws IOException {
            if (losses > 0) {
                losses--;
                throw new ToolFailure(false, "the agent went away");
            }
            return new ToolOutcome(0, "flat", "pressing " + EngineHarness.SECRET + " hard\n\n");
        }

        @Override
        public ToolPlace open(ToolUse use) throws IOException {
            asked.add(use.project() + " " + use.key());
            if (!come.isDone()) {
                someoneAsked.complete(null);
                throw new ToolsPending("waits for an agent with the label press", come);
            }
            open++;
            use.log().accept("on agent 1");
            return new ToolPlace() {
                @Override
                public ToolOutcome run(ToolCall call) throws IOException {
                    return Agents.this.run(call);
                }

                @Override
                public void close() {
                    open--;
                }
            };
        }
    }
}
