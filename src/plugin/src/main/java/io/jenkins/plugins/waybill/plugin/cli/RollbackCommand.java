package io.jenkins.plugins.waybill.plugin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.io.IOException;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code waybill-rollback}. */
@Extension
public final class RollbackCommand extends PromotingCommand {

    /** What to go back to; null for what the Stage ran before. */
    @Argument(index = 2, metaVar = "FREIGHT", usage = "Name, prefix or alias; what the Stage ran before without it")
    public String freight;

    /** For the audit log. */
    @Option(name = "--reason", metaVar = "TEXT", usage = "Why, for the audit log")
    public String reason = "";

    @Override
    public String getName() {
        return "waybill-rollback";
    }

    @Override
    public String getShortDescription() {
        return Messages.RollbackCommand_shortDescription();
    }

    @Override
    JsonNode ask(ProjectCalls calls) throws IOException, Declined {
        ObjectNode body = ProjectCalls.body().put("comment", reason);
        if (freight != null) {
            body.put("freight", freight);
        }
        return calls.post("/stages/" + ProjectCalls.segment(stage) + "/rollback", body);
    }
}
