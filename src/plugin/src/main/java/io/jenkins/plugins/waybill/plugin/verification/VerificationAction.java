package io.jenkins.plugins.waybill.plugin.verification;

import hudson.EnvVars;
import hudson.model.Action;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import java.util.List;

/** Tells which measurement a build is, from the queue on and over restarts. */
final class VerificationAction extends InvisibleAction implements Queue.QueueAction, EnvironmentContributingAction {

    private final String project;
    private final String key;
    private final String item;
    private final String metric;

    /**
     * A measurement.
     *
     * @param project the engine's key of the project
     * @param key the engine's key of the job
     * @param item full name of the project
     * @param metric its name in the analysis template
     */
    VerificationAction(String project, String key, String item, String metric) {
        this.project = project;
        this.key = key;
        this.item = item;
        this.metric = metric;
    }

    String project() {
        return project;
    }

    String key() {
        return key;
    }

    boolean is(String otherProject, String otherKey) {
        return project.equals(otherProject) && key.equals(otherKey);
    }

    @Override
    public void buildEnvironment(Run<?, ?> run, EnvVars environment) {
        environment.put("WAYBILL_PROJECT", item);
        environment.put("WAYBILL_METRIC", metric);
    }

    /** Each measurement gets a build of its own. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return actions.stream()
                .filter(VerificationAction.class::isInstance)
                .map(VerificationAction.class::cast)
                .noneMatch(other -> other.is(project, key));
    }
}
