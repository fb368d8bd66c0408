package io.jenkins.plugins.waybill.plugin.tool;

import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.waybill.host.ToolCall;
import io.jenkins.plugins.waybill.host.ToolFailure;
import io.jenkins.plugins.waybill.host.ToolOutcome;
import io.jenkins.plugins.waybill.host.ToolPlace;
import io.jenkins.plugins.waybill.host.ToolUse;
import io.jenkins.plugins.waybill.host.Tools;
import io.jenkins.plugins.waybill.host.ToolsPending;
import io.jenkins.plugins.waybill.plugin.Messages;
import io.jenkins.plugins.waybill.plugin.config.WaybillConfiguration;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Runs the programs of steps on agents, each step in its turn. */
public final class AgentTools implements Tools {

    private final Map<String, AgentTurn> turns = new HashMap<>();

    @Override
    public ToolOutcome run(ToolCall call) throws IOException {
        throw new ToolFailure(true, Messages.AgentTools_onlyInPlace());
    }

    @Override
    public ToolPlace open(ToolUse use) throws IOException {
        try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
            PromotionProject project = PromotionProject.byKey(use.project())
                    .orElseThrow(() -> new ToolFailure(true, Messages.AgentTools_noProject(use.project())));
            ToolSettings settings =
                    project.getTools() == null ? WaybillConfiguration.get().getTools() : project.getTools();
            AgentTurn turn = turn(project, use, settings);
            use.log().accept(Messages.AgentTools_runsOn(AgentTurn.name(turn.computer())));
            return new AgentPlace(turn, settings);
        }
    }

    /** The step's turn, if it has come. */
    private synchronized AgentTurn turn(PromotionProject project, ToolUse use, ToolSettings settings)
            throws IOException {
        String key = use.project() + "/" + use.key();
        AgentTurn turn = turns.get(key);
        if (turn == null) {
            turns.values().removeIf(AgentTurn::isOver);
            turn = new AgentTurn(project, use.key(), settings.agents());
            turns.put(key, turn);
            turn.queue();
        }
        if (turn.take()) {
            turns.remove(key);
            return turn;
        }
        if (turn.isOver()) {
            turns.remove(key);
            throw new ToolFailure(false, Messages.AgentTools_turnLost());
        }
        turn.stillWanted();
        String agents = settings.getLabel().isEmpty()
                ? Messages.AgentTools_anyAgent()
                : Messages.AgentTools_agentWith(settings.getLabel());
        throw new ToolsPending(Messages.AgentTools_waits(agents, turn.why()), turn.changed());
    }
}
