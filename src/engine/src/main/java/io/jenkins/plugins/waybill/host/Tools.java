package io.jenkins.plugins.waybill.host;

import java.io.IOException;
import java.util.Map;

/** The programs of others that steps use, such as helm and kustomize: where they are and where they run. */
@FunctionalInterface
public interface Tools {

    /** The programs on this machine's PATH. */
    Tools ON_PATH = new LocalTools(Map.of());

    /**
     * Runs a program to its end.
     *
     * @throws ToolFailure when there is no such program, or it takes too long or writes too much
     */
    ToolOutcome run(ToolCall call) throws IOException, InterruptedException;

    /**
     * A place for one run of a step. A host that has to wait for one does so without the thread that asks: the step
     * comes again.
     *
     * @throws ToolsPending when there is none yet
     * @throws ToolFailure when there will be none
     */
    default ToolPlace open(ToolUse use) throws IOException, InterruptedException {
        return this::run;
    }
}
