package io.jenkins.plugins.waybill.step.argocd;

import java.util.List;

import io.jenkins.plugins.waybill.argocd.Application;
import io.jenkins.plugins.waybill.argocd.ArgoCd;
import io.jenkins.plugins.waybill.argocd.ArgoCdException;
import io.jenkins.plugins.waybill.host.ArgoServer;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import org.jspecify.annotations.Nullable;

/** Finds the Applications that a step's config means. */
final class Applications {

    private Applications() {}

    /** The server of the Stage. */
    static ArgoCd server(StepContext context) throws StepFailure {
        ArgoServer server = context.argoServers()
                .find(context.project().name(), context.stage().name())
                .orElseThrow(() -> StepFailure.errored("No Argo CD server is known for Stage '"
                        + context.stage().name() + "' of project '"
                        + context.project().name() + "'. Name one where Waybill is started; see docs/argocd.md."));
        return ArgoCd.at(server);
    }

    /** Those of that name or with those labels; at least one. */
    static List<Application> find(
            ArgoCd server, @Nullable String name, @Nullable String namespace, @Nullable AppSelector selector)
            throws StepFailure, ArgoCdException, InterruptedException {
        if (selector == null) {
            return List.of(server.application(name == null ? "" : name, namespace));
        }
        String words = selector.inWords();
        List<Application> found = server.applications(words, namespace);
        if (found.isEmpty()) {
            throw StepFailure.retryable("Argo CD server '" + server.server().name()
                    + "' shows no Application with the labels '" + words + "' in namespace '"
                    + (namespace == null ? server.server().namespace() : namespace) + "'.");
        }
        return found;
    }
}
