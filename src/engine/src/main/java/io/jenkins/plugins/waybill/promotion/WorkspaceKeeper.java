package io.jenkins.plugins.waybill.promotion;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

import io.jenkins.plugins.waybill.model.StepExecution;
import io.jenkins.plugins.waybill.workspace.Workspace;
import io.jenkins.plugins.waybill.workspace.Workspaces;
import org.jspecify.annotations.Nullable;

/**
 * The files of one promotion between its steps. A run of a step always begins with the files of the last snapshot, so a
 * retry, and a run after a crash, begin as the first did.
 */
final class WorkspaceKeeper {

    private final Workspaces workspaces;
    private final String promotion;
    private final UnaryOperator<String> seal;
    private final UnaryOperator<String> unseal;

    private @Nullable Workspace workspace;

    /**
     * Keeps the files of a promotion.
     *
     * @param seal takes secrets out of what is written down
     * @param unseal puts them back
     */
    WorkspaceKeeper(Workspaces workspaces, String promotion, UnaryOperator<String> seal, UnaryOperator<String> unseal) {
        this.workspaces = workspaces;
        this.promotion = promotion;
        this.seal = seal;
        this.unseal = unseal;
    }

    /** The files as the steps so far left them. */
    Workspace open(List<StepExecution> executions) throws IOException {
        Workspace open = workspace;
        if (open == null) {
            String snapshot = latest(executions);
            open = snapshot == null ? workspaces.create(promotion) : workspaces.restore(promotion, snapshot, unseal);
            workspace = open;
        }
        return open;
    }

    private static @Nullable String latest(List<StepExecution> executions) {
        for (int i = executions.size() - 1; i >= 0; i--) {
            if (executions.get(i).snapshot() != null) {
                return executions.get(i).snapshot();
            }
        }
        return null;
    }

    /** The record of a step with the files that it left. */
    StepExecution snapshot(StepExecution execution) throws IOException {
        if (workspace == null) {
            return execution;
        }
        return execution.with(workspaces.snapshot(workspace, seal));
    }

    /** Forgets the files in memory; those of the last snapshot come back when they are needed. */
    void discard() {
        workspace = null;
    }
}
