package io.jenkins.plugins.waybill.plugin.tool;

import hudson.Extension;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskDispatcher;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import jenkins.model.Jenkins;

/** Keeps programs off the controller's own machine unless administrators want them there. */
@Extension
public final class ControllerIsolation extends QueueTaskDispatcher {

    @Override
    public CauseOfBlockage canTake(Node node, Queue.BuildableItem item) {
        return node instanceof Jenkins
                        && item.task instanceof AgentTurn
                        && !WaybillConfiguration.get().isToolsOnController()
                ? CauseOfBlockage.fromMessage(Messages._ControllerIsolation_notHere())
                : null;
    }
}
