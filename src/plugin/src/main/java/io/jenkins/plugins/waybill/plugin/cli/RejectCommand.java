package io.jenkins.plugins.waybill.plugin.cli;

import hudson.Extension;
import io.jenkins.plugins.waybill.plugin.Messages;

/** {@code waybill-reject}. */
@Extension
public final class RejectCommand extends AnsweringCommand {

    /** Answers. */
    public RejectCommand() {
        super("reject");
    }

    @Override
    public String getName() {
        return "waybill-reject";
    }

    @Override
    public String getShortDescription() {
        return Messages.RejectCommand_shortDescription();
    }
}
