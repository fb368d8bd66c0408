package io.jenkins.plugins.waybill.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.step.approval.WaitForApprovalStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.jenkins.plugins.waybill.engine.EngineHarness.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The manifests of docs/approvals.md are run, and what it quotes is what the engine says. */
class ApprovalsPageTest {

    private static final Path PAGE = Path.of("../../docs/approvals.md");
    private static final String WAREHOUSE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: app, namespace: shop}
            spec:
              freightCreationPolicy: Manual
              subscriptions:
              - image: {repoURL: registry.example.com/shop/app}
            """;

    @Test
    void thePageIsTrue(@TempDir Path home) throws Exception {
        List<String> manifests = blocks("yaml");
        List<String> quotes = blocks("text");
        assertThat(manifests).hasSize(2);
        assertThat(quotes).hasSize(3);
        try (EngineHarness harness = new EngineHarness(home)) {
            harness.steps.register(new WaitForApprovalStep());
            harness.define(WAREHOUSE + "---\n" + String.join("---\n", manifests));
            PromotionEngine engine = harness.engine;
            Promotion asked = harness.promote("prod", harness.freight("1.20"));
            assertThat(engine.stages().windows("shop", "prod").summary()).isEqualTo(quotes.get(2));

            engine.answers()
                    .overrideWindows("shop", asked.name(), person("boss", "bosses"), "INC-4711: the shop is down");
            harness.until(state -> state.unfinished("prod").stream()
                    .flatMap(promotion -> promotion.executions().stream())
                    .anyMatch(execution -> execution.question() != null));
            assertThatThrownBy(() -> answer(engine, asked, Identity.user(ADA.name(), List.of("operations"))))
                    .hasMessage(quotes.get(1));
            answer(engine, asked, person("ola", "operations"));
            answer(engine, asked, person("sam", "security"));
            harness.until(state ->
                    engine.promotions().waitingFor("shop", asked.name()).endsWith(quotes.get(0)));
            answer(engine, asked, person("otto", "operations"));

            assertThat(harness.finished(asked).phase()).isEqualTo(PromotionPhase.SUCCEEDED);
        }
    }

    private static Identity person(String name, String group) {
        return Identity.user(name, List.of(group));
    }

    private static void answer(PromotionEngine engine, Promotion promotion, Identity by) {
        engine.answers().respond("shop", promotion.name(), null, by, true, "");
    }

    private static List<String> blocks(String language) throws Exception {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        List<String> blocks = new ArrayList<>();
        while (block.find()) {
            blocks.add(language.equals("text") ? block.group(1).strip() : block.group(1));
        }
        return blocks;
    }
}
