package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.cli.CLICommandInvoker;
import hudson.cli.CLICommandInvoker.Result;
import hudson.model.Item;
import hudson.security.Permission;
import io.jenkins.plugins.waybill.audit.AuditFilter;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.InlineManifests;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.StageRule;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import java.util.List;
import java.util.function.BooleanSupplier;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The commands as {@code java -jar jenkins-cli.jar} runs them. */
@WithJenkins
class CommandsTest {

    private static final Permission[] READER = {Jenkins.READ, Item.READ};
    private static final Permission[] PROMOTER = {Jenkins.READ, Item.READ, WaybillPermissions.PROMOTE};
    private static final Permission[] APPROVER = {Jenkins.READ, Item.READ, WaybillPermissions.APPROVE};
    private static final Permission[] MANAGER = {Jenkins.READ, Item.READ, WaybillPermissions.MANAGE};

    private JenkinsRule jenkins;
    private PromotionProject project;

    @BeforeEach
    void aProjectWithFreight(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = Pipelines.project(jenkins, "shop", Pipelines.DEV_AND_PROD);
        Pipelines.freight(project, "v1");
    }

    private Result run(Permission[] permissions, String command, String... arguments) {
        return new CLICommandInvoker(jenkins, command).authorizedTo(permissions).invokeWithArgs(arguments);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(50);
        }
    }

    @Test
    void freightGoesToAStageAndTheStatusShowsIt() throws Exception {
        Result promoted = run(PROMOTER, "waybill-promote", "shop", "dev", "app-v1", "--wait");
        assertThat(promoted.stderr()).isEmpty();
        assertThat(promoted.returnCode()).isZero();
        assertThat(promoted.stdout()).contains("[dev] done Succeeded").contains("of app-v1 to dev: Succeeded");

        Result status = run(READER, "waybill-status", "shop");
        assertThat(status.returnCode()).isZero();
        assertThat(status.stdout().lines())
                .anyMatch(line -> line.matches("dev +app-v1 +app v1 .*"))
                .anyMatch(line -> line.matches("prod +- +- .*"));

        var graph = new ObjectMapper()
                .readTree(run(READER, "waybill-status", "shop", "--json").stdout());
        assertThat(graph.at("/stages/0/current/0/alias").asText()).isEqualTo("app-v1");
        assertThat(WaybillEngine.engine().audit().events(AuditFilter.ofProject("shop"), Long.MAX_VALUE, 20))
                .anySatisfy(event -> {
                    assertThat(event.type()).isEqualTo("PromotionCreated");
                    assertThat(event.actor().toString()).startsWith("user:");
                });
    }

    @Test
    void whatIsNotEligibleEndsWithOneAndTheReasons() {
        Result refused = run(PROMOTER, "waybill-promote", "shop", "prod", "app-v1", "--wait");
        assertThat(refused.returnCode()).isEqualTo(1);
        assertThat(refused.stderr())
                .contains("'app-v1' may not go to 'prod' now")
                .contains("dev");
        assertThat(WaybillEngine.engine().state("shop").promotions()).isEmpty();
    }

    @Test
    void aPromotionThatFailsEndsTheWaitWithOne() throws Exception {
        define(Pipelines.stages("{uses: fail, as: stop, config: {message: 'not today'}}"));
        Result failed = run(PROMOTER, "waybill-promote", "shop", "dev", "app-v1", "--wait");
        assertThat(failed.returnCode()).isEqualTo(1);
        assertThat(failed.stdout()).contains("not today");
    }

    private void define(String manifests) {
        project.setSource(new InlineManifests(manifests));
        assertThat(io.jenkins.plugins.waybill.plugin.project.Definitions.get()
                        .refresh(project)
                        .problem())
                .isEmpty();
    }

    @Test
    void namesThatNothingHasAreSaid() {
        Result project = run(READER, "waybill-status", "store");
        assertThat(project.returnCode()).isEqualTo(3);
        assertThat(project.stderr()).contains("no Promotion project 'store'").contains("You see shop.");

        Result stage = run(PROMOTER, "waybill-promote", "shop", "test", "app-v1");
        assertThat(stage.returnCode()).isEqualTo(3);
        assertThat(stage.stderr()).contains("test");

        Result freight = run(PROMOTER, "waybill-promote", "shop", "dev", "app-v9");
        assertThat(freight.returnCode()).isEqualTo(3);
        assertThat(freight.stderr()).contains("app-v9");

        Result id = run(APPROVER, "waybill-approve", "shop", "nothing");
        assertThat(id.returnCode()).isEqualTo(3);
        assertThat(id.stderr()).contains("neither a gate nor a promotion 'nothing'");
    }

    @Test
    void aProjectThatIsHiddenOrDisabledTellsNothing() throws Exception {
        Result hidden = run(new Permission[] {Jenkins.READ}, "waybill-status", "shop");
        assertThat(hidden.returnCode()).isEqualTo(3);
        assertThat(hidden.stdout()).isEmpty();
        project.doDisable();
        Result disabled = run(READER, "waybill-status", "shop");
        assertThat(disabled.returnCode()).isEqualTo(5);
        assertThat(disabled.stderr()).contains("is disabled");
    }

    @Test
    void everyChangeTakesItsPermission() {
        assertThat(run(READER, "waybill-promote", "shop", "dev", "app-v1").returnCode())
                .isEqualTo(6);
        assertThat(run(APPROVER, "waybill-rollback", "shop", "dev").returnCode())
                .isEqualTo(6);
        assertThat(run(PROMOTER, "waybill-refresh", "shop").returnCode()).isEqualTo(6);
        assertThat(run(PROMOTER, "waybill-refresh", "shop", "--warehouse", "app")
                        .returnCode())
                .isEqualTo(6);
        project.setStageRules(List.of(rule("dev", "ada")));
        Result notNamed = run(PROMOTER, "waybill-promote", "shop", "dev", "app-v1");
        assertThat(notNamed.returnCode()).isEqualTo(6);
        assertThat(notNamed.stderr()).contains("PROMOTE");
        assertThat(WaybillEngine.engine().state("shop").promotions()).isEmpty();
    }

    private static StageRule rule(String stage, String promoters) {
        StageRule rule = new StageRule(stage);
        rule.setPromoters(promoters);
        return rule;
    }

    @Test
    void aPromotionThatAsksIsAnswered() throws Exception {
        define(Pipelines.stages("{uses: wait-for-approval, as: gate, config: {}}"));
        String first = asking();
        assertThat(run(PROMOTER, "waybill-approve", "shop", first).returnCode()).isEqualTo(6);
        Result approved = run(APPROVER, "waybill-approve", "shop", first, "--comment", "looks good");
        assertThat(approved.stderr()).isEmpty();
        assertThat(approved.returnCode()).isZero();
        await(() -> phase(first) == PromotionPhase.SUCCEEDED);
        assertThat(WaybillEngine.engine()
                        .promotions()
                        .get("shop", first)
                        .responses()
                        .get(0)
                        .comment())
                .isEqualTo("looks good");

        String second = asking();
        assertThat(run(APPROVER, "waybill-reject", "shop", second, "--json").returnCode())
                .isZero();
        await(() -> phase(second) == PromotionPhase.FAILED);
        Result late = run(APPROVER, "waybill-approve", "shop", second);
        assertThat(late.returnCode()).isEqualTo(1);
        assertThat(late.stderr()).contains("is over already");
    }

    private static PromotionPhase phase(String promotion) {
        return WaybillEngine.engine().promotions().get("shop", promotion).phase();
    }

    private static String asking() throws InterruptedException {
        String name = WaybillEngine.engine()
                .promotions()
                .promote("shop", "dev", "app-v1", Actor.user("ada"), false)
                .name();
        await(() -> WaybillEngine.engine().promotions().get("shop", name).executions().stream()
                .anyMatch(step -> step.question() != null));
        return name;
    }

    @Test
    void aRollbackGoesToWhatRanBefore() throws Exception {
        Pipelines.freight(project, "v2");
        assertThat(run(PROMOTER, "waybill-promote", "shop", "dev", "app-v1", "--wait")
                        .returnCode())
                .isZero();
        Result nothing = run(PROMOTER, "waybill-rollback", "shop", "dev");
        assertThat(nothing.returnCode()).isEqualTo(1);
        assertThat(run(PROMOTER, "waybill-promote", "shop", "dev", "app-v2", "--wait")
                        .returnCode())
                .isZero();

        Result back = run(PROMOTER, "waybill-rollback", "shop", "dev", "--reason", "errors", "--wait", "--json");
        assertThat(back.returnCode()).isZero();
        var promotion = new ObjectMapper().readTree(back.stdout()).path("promotion");
        assertThat(promotion.path("alias").asText()).isEqualTo("app-v1");
        assertThat(promotion.path("rollback").asBoolean()).isTrue();
        assertThat(promotion.path("phase").asText()).isEqualTo("Succeeded");
    }

    @Test
    void freightIsListed() {
        Pipelines.freight(project, "v2");
        assertThat(run(READER, "waybill-freight", "shop").stdout())
                .contains("app-v1")
                .contains("app-v2");
        assertThat(run(READER, "waybill-freight", "shop", "--stage", "dev").stdout())
                .contains("app-v2");
        assertThat(run(READER, "waybill-freight", "shop", "--stage", "prod").stdout())
                .doesNotContain("app-v");
        assertThat(run(READER, "waybill-freight", "shop", "app-v2").stdout())
                .contains("app v2")
                .doesNotContain("app-v1");
        assertThat(run(READER, "waybill-freight", "shop", "app-v2", "--stage", "dev")
                        .returnCode())
                .isEqualTo(3);
    }

    @Test
    void refreshReadsTheManifestsAgainAndSaysWhatIsWrong() {
        project.setSource(new InlineManifests(Pipelines.DEV_AND_PROD.replace("sources:", "sauces:")));
        Result broken = run(MANAGER, "waybill-refresh", "shop");
        assertThat(broken.returnCode()).isEqualTo(1);
        assertThat(broken.stdout()).contains("manifests.yaml:").contains("sauces");
        assertThat(project.getDefinitionStatus().isBroken()).isTrue();
    }
}
