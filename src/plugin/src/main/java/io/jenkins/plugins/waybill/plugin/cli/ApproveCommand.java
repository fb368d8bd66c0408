package io.jenkins.plugins.waybill.plugin.cli;

import hudson.Extension;
import io.jenkins.plugins.waybill.plugin.Messages;

/** {@code waybill-approve}. */
@Extension
public final class ApproveCommand extends AnsweringCommand {

    /** Answers. */
    public ApproveCommand() {
        super("approve");
    }

    @Override
    public String getName() {
        return "waybill-approve";
    }

    @Override
    public String getShortDescription() {
        return Messages.ApproveCommand_shortDescription();
    }
}
