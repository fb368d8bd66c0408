package io.jenkins.plugins.waybill.plugin.trigger;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.waybill.plugin.engine.EngineUnavailable;
import io.jenkins.plugins.waybill.plugin.engine.WaybillEngine;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.run.FreightAction;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Ties a build to the Freight that started it. */
@Extension
public final class FreightBuilds extends RunListener<Run<?, ?>> {

    private static final Logger LOGGER = Logger.getLogger(FreightBuilds.class.getName());

    @Override
    public void onStarted(Run<?, ?> run, TaskListener listener) {
        FreightTriggerAction trigger = run.getAction(FreightTriggerAction.class);
        if (trigger == null) {
            return;
        }
        try {
            PromotionProject project = PromotionProject.byKey(trigger.project()).orElse(null);
            var freight = WaybillEngine.engine().state(trigger.project()).freight(trigger.freight());
            if (project != null && freight.isPresent()) {
                FreightAction.attach(run, project, freight.get(), FreightAction.Role.TRIGGERED, "");
            }
        } catch (EngineUnavailable | IOException e) {
            LOGGER.log(Level.WARNING, "The Freight of " + run + " could not be noted", e);
        }
    }
}
