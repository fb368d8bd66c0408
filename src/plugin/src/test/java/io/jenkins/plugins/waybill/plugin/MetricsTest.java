package io.jenkins.plugins.waybill.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Timer;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import jenkins.metrics.api.Metrics;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Figures for the Metrics plugin. */
@WithJenkins
class MetricsTest {

    @Test
    void promotionsDiscoveriesAndCommitsAreCounted(JenkinsRule jenkins) throws Exception {
        PromotionProject project = Pipelines.project(
                jenkins,
                "shop",
                Pipelines.stages(
                        "{uses: wait-for-approval, config: {approvers: [{claim: groups, value: operations}]}}"));
        assertThat(project.getDefinitionStatus().problem()).isEmpty();
        Pipelines.freight(project, "v1");
        Pipelines.freight(project, "v2");
        String running = promote("v1");
        promote("v2");
        await("waybill.promotions.running", 1);
        await("waybill.promotions.waiting", 1);
        assertThat(gauge("waybill.stages.failed")).isZero();

        WaybillEngine.engine().promotions().abort("shop", running, Actor.user("ada"));
        await("waybill.promotions.waiting", 0);

        Timer commit = Metrics.metricRegistry().getTimers().get("waybill.store.commit");
        assertThat(commit.getCount()).isPositive();
        assertThat(commit.getSnapshot().getMax()).isPositive();
        try {
            WaybillEngine.engine().warehouses().refresh("shop", "app");
        } catch (Refusal e) {
            // There is no such registry.
        }
        await("waybill.warehouses.failing", 1);
        assertThat(Metrics.metricRegistry()
                        .getTimers()
                        .get("waybill.discovery.duration")
                        .getCount())
                .isPositive();
        assertThat(Metrics.metricRegistry()
                        .getMeters()
                        .get("waybill.discovery.failures")
                        .getCount())
                .isPositive();
    }

    private static String promote(String tag) {
        return WaybillEngine.engine()
                .promotions()
                .promote("shop", "dev", "app-" + tag, Actor.user("ada"), false)
                .name();
    }

    private static void await(String name, long value) throws InterruptedException {
        while (gauge(name) != value) {
            Thread.sleep(50);
        }
    }

    private static long gauge(String name) {
        return (Long) Metrics.metricRegistry().getGauges().get(name).getValue();
    }
}
