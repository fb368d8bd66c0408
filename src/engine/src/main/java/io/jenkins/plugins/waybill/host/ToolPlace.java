package io.jenkins.plugins.waybill.host;

import java.io.IOException;

/** Where the programs of one run of a step run; on another machine, perhaps. */
@FunctionalInterface
public interface ToolPlace extends AutoCloseable {

    /**
     * Runs a program to its end. The files of the call's directory are as earlier calls in this place left them.
     *
     * @throws ToolFailure when there is no such program, it takes too long or writes too much, or the place is lost
     */
    ToolOutcome run(ToolCall call) throws IOException, InterruptedException;

    /** Gives the place back. */
    @Override
    default void close() throws IOException {
        // This machine is always here.
    }
}
