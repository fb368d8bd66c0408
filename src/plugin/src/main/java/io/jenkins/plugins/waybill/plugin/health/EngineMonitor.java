package io.jenkins.plugins.waybill.plugin.health;

import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.DefinitionStatus;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.project.SharedDefinitions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Says when the engine does not run, a Warehouse has failed for an hour, or manifests are broken. */
@Extension
@Symbol("waybillEngine")
public final class EngineMonitor extends AdministrativeMonitor {

    private static final Duration PATIENCE = Duration.ofHours(1);

    /**
     * Something that needs a person.
     *
     * @param project the project's name for people
     * @param url where to look, below Jenkins' address
     * @param text what is wrong
     */
    public record Trouble(String project, String url, String text) {}

    @Override
    public String getDisplayName() {
        return Messages.EngineMonitor_displayName();
    }

    @Override
    public boolean isActivated() {
        return getFailure() != null
                || getStoreTrouble() != null
                || !getTroubles().isEmpty();
    }

    /** Why the state takes no changes; null while it does. */
    public String getStoreTrouble() {
        return WaybillEngine.get()
                .started()
                .flatMap(PromotionEngine::storeTrouble)
                .map(trouble -> trouble.passing()
                        ? Messages.EngineMonitor_storePassing(trouble.since(), trouble.message())
                        : Messages.EngineMonitor_storeStopped(trouble.since(), trouble.message()))
                .orElse(null);
    }

    /** Why the engine does not run; null while it does. */
    public String getFailure() {
        Throwable failure = WaybillEngine.get().failure();
        return failure == null ? null : String.valueOf(failure.getMessage());
    }

    /** What is wrong with projects, by name. */
    public List<Trouble> getTroubles() {
        List<Trouble> troubles = new ArrayList<>();
        if (WaybillEngine.get().failure() != null) {
            return troubles;
        }
        DefinitionStatus shared = SharedDefinitions.get().status();
        if (shared.isBroken()) {
            troubles.add(new Trouble(Messages.EngineMonitor_shared(), "manage/configure", shared.problem()));
        }
        Instant late = Instant.now().minus(PATIENCE);
        PromotionProject.all().filter(project -> !project.isDisabled()).forEach(project -> {
            var definition = project.getDefinitionStatus();
            // Nothing was written yet, which its own page says.
            if (definition.isBroken() && !project.getSource().isBlank()) {
                troubles.add(new Trouble(
                        project.getFullDisplayName(), project.getUrl() + "manifests", definition.problem()));
            }
            try {
                var engine = WaybillEngine.engine();
                if (!project.isInForce()) {
                    return;
                }
                var state = engine.state(project.getKey());
                engine.projects().get(project.getKey()).warehouses().keySet().forEach(name -> {
                    var warehouse = state.warehouse(name);
                    if (warehouse.failingSince() != null
                            && warehouse.failingSince().isBefore(late)) {
                        troubles.add(new Trouble(
                                project.getFullDisplayName(),
                                project.getUrl(),
                                Messages.EngineMonitor_warehouse(name, warehouse.failingSince(), warehouse.message())));
                    }
                });
            } catch (EngineUnavailable e) {
                // The failure above says it.
            }
        });
        troubles.sort(Comparator.comparing(Trouble::project));
        return troubles;
    }

    /** Opens the state again. */
    @RequirePOST
    public HttpResponse doRetry() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        try {
            WaybillEngine.get().retry();
        } catch (EngineUnavailable e) {
            // Still shown on the page that is returned to.
        }
        return HttpResponses.redirectViaContextPath("manage");
    }
}
