package io.jenkins.plugins.waybill.plugin.cli;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.AbortException;
import hudson.cli.CLICommand;
import io.jenkins.plugins.waybill.plugin.project.PromotionProject;
import io.jenkins.plugins.waybill.plugin.security.WaybillPermissions;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/**
 * A command about one Promotion project. It ends with 0 when it did what was asked, 1 when the rules do not allow it now
 * or it came to a bad end, 3 for names that nothing has, 5 when it could not be tried, and 6 without the permission.
 */
public abstract class WaybillCommand extends CLICommand {

    /** The exit code for what the rules do not allow, and for what came to a bad end. */
    protected static final int NO = 1;

    /** The project. */
    @Argument(
            metaVar = "PROJECT",
            required = true,
            usage = "Full name of the Promotion project, such as team/guestbook")
    public String project;

    /** Whether a program reads the answer. */
    @Option(name = "--json", usage = "Print the answer as the JSON of the API")
    public boolean json;

    /** Does it, as whoever runs the command. */
    abstract int run(ProjectCalls calls) throws IOException, InterruptedException, Declined;

    @Override
    protected final int run() throws IOException, InterruptedException {
        try {
            return run(new ProjectCalls(find()));
        } catch (Declined e) {
            stderr.println(e.getMessage());
            e.obstacles().forEach(obstacle -> stderr.println("  - " + obstacle));
            return NO;
        }
    }

    private PromotionProject find() throws AbortException {
        PromotionProject found = Jenkins.get().getItemByFullName(project, PromotionProject.class);
        if (found == null || !found.hasPermission(WaybillPermissions.VIEW)) {
            List<String> visible = PromotionProject.all()
                    .filter(candidate -> candidate.hasPermission(WaybillPermissions.VIEW))
                    .map(PromotionProject::getFullName)
                    .sorted()
                    .toList();
            throw new IllegalArgumentException("There is no Promotion project '" + project + "' that you may see. "
                    + (visible.isEmpty() ? "You see none." : "You see " + String.join(", ", visible) + "."));
        }
        if (found.isDisabled()) {
            throw new AbortException("Promotion project '" + found.getFullName()
                    + "' is disabled: nothing is known of it while it is. Enable it on its page.");
        }
        return found;
    }

    /** Prints an answer whole, when that was asked for. */
    final boolean printedAsJson(JsonNode answer) throws IOException {
        if (json) {
            stdout.println(ProjectCalls.pretty(answer));
        }
        return json;
    }
}
