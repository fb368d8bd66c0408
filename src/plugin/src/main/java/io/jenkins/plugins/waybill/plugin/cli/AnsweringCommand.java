package io.jenkins.plugins.waybill.plugin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** A command that answers a gate, or a promotion that waits for people. */
public abstract class AnsweringCommand extends WaybillCommand {

    /** What asks. */
    @Argument(index = 1, metaVar = "ID", required = true, usage = "The gate's id or the promotion's name")
    public String id;

    /** For the audit log. */
    @Option(name = "--comment", metaVar = "TEXT", usage = "What to say with the answer")
    public String comment = "";

    /** The step that asks; null for the one that waits now. */
    @Option(name = "--step", metaVar = "ALIAS", usage = "The step of the promotion that asks, when it is not the next")
    public String step;

    private final String answer;

    AnsweringCommand(String answer) {
        this.answer = answer;
    }

    @Override
    final int run(ProjectCalls calls) throws IOException, Declined {
        String gate = "/approvals/" + ProjectCalls.segment(id);
        ObjectNode body = ProjectCalls.body().put("comment", comment);
        if (calls.find(gate).isPresent()) {
            JsonNode answered = calls.post(gate + "/" + answer, body);
            if (!printedAsJson(answered)) {
                stdout.println("Gate " + id + " of " + answered.path("stage").asText() + ": "
                        + answered.path("verdict").asText());
                answered.path("reasons").forEach(reason -> stdout.println("  " + reason.asText()));
            }
            return 0;
        }
        String promotion = "/promotions/" + ProjectCalls.segment(id);
        if (calls.find(promotion).isEmpty()) {
            throw new IllegalArgumentException("Project '" + project + "' has neither a gate nor a promotion '" + id
                    + "'. Promotions are listed by waybill-status --json, gates on the board.");
        }
        if (step != null) {
            body.put("step", step);
        }
        JsonNode answered = calls.post(promotion + "/" + answer, body);
        if (!printedAsJson(answered)) {
            stdout.println(Lines.promotion(answered));
        }
        return 0;
    }
}
