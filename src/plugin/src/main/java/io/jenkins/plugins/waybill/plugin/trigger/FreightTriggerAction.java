package io.jenkins.plugins.waybill.plugin.trigger;

import hudson.EnvVars;
import hudson.model.Action;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.waybill.model.Freight;
import java.util.List;

/** The Freight that a build is started with: kept apart in the queue, and handed over as environment variables. */
final class FreightTriggerAction extends InvisibleAction implements EnvironmentContributingAction, Queue.QueueAction {

    private final String project;
    private final String item;
    private final String warehouse;
    private final String freight;
    private final String alias;
    private final String artifact;

    FreightTriggerAction(String item, Freight freight) {
        this.project = freight.project();
        this.item = item;
        this.warehouse = freight.origin().name();
        this.freight = freight.name();
        this.alias = freight.alias();
        this.artifact = firstArtifact(freight);
    }

    /** What the Freight is mostly about, for scripts that have but one artifact. */
    private static String firstArtifact(Freight freight) {
        var artifacts = freight.artifacts();
        if (!artifacts.images().isEmpty()) {
            var image = artifacts.images().get(0);
            return image.repoUrl() + ":" + image.tag();
        }
        if (!artifacts.charts().isEmpty()) {
            var chart = artifacts.charts().get(0);
            return chart.repoUrl() + (chart.name().isEmpty() ? "" : "/" + chart.name()) + ":" + chart.version();
        }
        if (!artifacts.commits().isEmpty()) {
            var commit = artifacts.commits().get(0);
            return commit.repoUrl() + "#" + commit.id();
        }
        return "";
    }

    String project() {
        return project;
    }

    String freight() {
        return freight;
    }

    @Override
    public void buildEnvironment(Run<?, ?> run, EnvVars environment) {
        environment.put("WAYBILL_PROJECT", item);
        environment.put("WAYBILL_WAREHOUSE", warehouse);
        environment.put("WAYBILL_FREIGHT", freight);
        environment.put("WAYBILL_FREIGHT_ALIAS", alias);
        environment.put("WAYBILL_ARTIFACT", artifact);
    }

    /** Each Freight gets a build of its own, however many wait. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return actions.stream()
                .filter(FreightTriggerAction.class::isInstance)
                .map(FreightTriggerAction.class::cast)
                .noneMatch(other -> other.freight.equals(freight) && other.project.equals(project));
    }
}
