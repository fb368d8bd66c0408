package io.jenkins.plugins.waybill.plugin.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.MetricSet;
import com.codahale.metrics.Timer;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.engine.Timing;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionPhase;
import io.jenkins.plugins.waybill.plugin.engine.EngineWatch;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.store.ProjectState;
import java.util.Map;
import java.util.function.ToLongBiFunction;
import jenkins.metrics.api.MetricProvider;

/** What there is to know of the engine at a glance; the names are documented in docs/jenkins.md. */
@Extension(optional = true)
public final class PromotionMetrics extends MetricProvider implements EngineWatch {

    private final Timer discovery = new Timer();
    private final Meter discoveryFailures = new Meter();
    private final Timer commit = new Timer();

    @NonNull
    @Override
    public MetricSet getMetricSet() {
        return () -> Map.of(
                name("promotions", "running"), unfinished(PromotionPhase.RUNNING),
                name("promotions", "waiting"), unfinished(PromotionPhase.PENDING),
                name("stages", "failed"), sum(PromotionMetrics::failedStages),
                name("warehouses", "failing"), sum(PromotionMetrics::failingWarehouses),
                name("discovery", "duration"), discovery,
                name("discovery", "failures"), discoveryFailures,
                name("store", "commit"), commit);
    }

    private static String name(String... parts) {
        return MetricRegistry.name("waybill", parts);
    }

    private static Gauge<Long> unfinished(PromotionPhase phase) {
        return sum((definition, state) -> state.unfinished().stream()
                .filter(promotion -> promotion.phase() == phase)
                .count());
    }

    private static long failedStages(ProjectDefinition definition, ProjectState state) {
        return definition.stages().keySet().stream()
                .map(stage -> state.stage(stage).lastPromotion())
                .filter(last -> last != null
                        && (last.phase() == PromotionPhase.FAILED || last.phase() == PromotionPhase.ERRORED))
                .count();
    }

    private static long failingWarehouses(ProjectDefinition definition, ProjectState state) {
        return definition.warehouses().keySet().stream()
                .filter(warehouse -> state.warehouse(warehouse).failingSince() != null)
                .count();
    }

    /** Over all projects in force; 0 while the engine does not run. */
    private static Gauge<Long> sum(ToLongBiFunction<ProjectDefinition, ProjectState> count) {
        return () -> WaybillEngine.get().started().stream()
                .flatMap(engine -> engine.projects().all().stream()
                        .map(definition -> count.applyAsLong(definition, engine.state(definition.name()))))
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public void started(PromotionEngine engine) {
        engine.onTiming(this::took);
    }

    private void took(Timing timing) {
        switch (timing.kind()) {
            case DISCOVERY -> {
                discovery.update(timing.duration());
                if (timing.failed()) {
                    discoveryFailures.mark();
                }
            }
            case STORE_COMMIT -> commit.update(timing.duration());
        }
    }
}
