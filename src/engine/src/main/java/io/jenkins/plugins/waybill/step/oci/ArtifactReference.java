package io.jenkins.plugins.waybill.step.oci;

import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.http.TlsTrust;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.registry.RegistryException;
import io.jenkins.plugins.waybill.registry.RemoteRepository;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;

/**
 * An artifact in a registry.
 *
 * @param repository where, with {@code oci://} if it was written so
 * @param reference its tag or digest
 */
record ArtifactReference(String repository, String reference) {

    private static final String CHART = "oci://";

    /** Reads {@code repository:tag} or {@code repository@digest}. */
    static ArtifactReference of(String text) throws StepFailure {
        int at = text.indexOf('@');
        int separator = at >= 0 ? at : text.lastIndexOf(':');
        if (separator <= text.lastIndexOf('/') || separator == text.length() - 1) {
            throw StepFailure.failed("'" + text + "' names no artifact; write repository:tag or repository@digest.");
        }
        return new ArtifactReference(text.substring(0, separator), text.substring(separator + 1));
    }

    /** What Kargo calls the image: without a scheme. */
    String image() {
        String plain = repository.startsWith(CHART) ? repository.substring(CHART.length()) : repository;
        return plain + (reference.contains(":") ? "@" : ":") + reference;
    }

    /** As the project may see it; {@code oci://} asks for the credentials of Helm repositories. */
    RemoteRepository open(StepContext context, Registry registry, boolean skipTlsVerification) throws StepFailure {
        try {
            Credentials.Kind kind = repository.startsWith(CHART) ? Credentials.Kind.HELM : Credentials.Kind.IMAGE;
            return registry.repository(
                    context.project().name(), kind, repository, TlsTrust.skipVerification(skipTlsVerification));
        } catch (RegistryException e) {
            throw failure(e);
        }
    }

    /** What a registry's refusal means for a step. */
    static StepFailure failure(RegistryException problem) {
        String message = String.valueOf(problem.getMessage());
        return problem.reason() == RegistryException.Reason.INVALID_NAME
                ? StepFailure.failed(message)
                : StepFailure.retryable(message);
    }
}
