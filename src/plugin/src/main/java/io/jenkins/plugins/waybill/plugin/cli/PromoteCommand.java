package io.jenkins.plugins.waybill.plugin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.Extension;
import io.jenkins.plugins.waybill.plugin.Messages;
import java.io.IOException;
import org.kohsuke.args4j.Argument;

/** {@code waybill-promote}. */
@Extension
public final class PromoteCommand extends PromotingCommand {

    /** What. */
    @Argument(index = 2, metaVar = "FREIGHT", required = true, usage = "Name, prefix of a name, or alias")
    public String freight;

    @Override
    public String getName() {
        return "waybill-promote";
    }

    @Override
    public String getShortDescription() {
        return Messages.PromoteCommand_shortDescription();
    }

    @Override
    JsonNode ask(ProjectCalls calls) throws IOException, Declined {
        return calls.post("/promotions", ProjectCalls.body().put("stage", stage).put("freight", freight));
    }
}
