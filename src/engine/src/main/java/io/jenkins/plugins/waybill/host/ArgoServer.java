package io.jenkins.plugins.waybill.host;

import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * An Argo CD API server and how to reach it.
 *
 * @param name for people, in messages
 * @param url where it answers, with its path prefix if it has one ({@code --rootpath}); {@code /api/v1} comes after it
 * @param credential an API token, or the user name and password of a local account
 * @param namespace where Applications live that a manifest gives no namespace; Kargo's option, {@value #NAMESPACE} there
 * @param certificates PEM certificates of authorities to trust besides the public ones; null for none
 */
public record ArgoServer(
        String name,
        URI url,
        Credential credential,
        String namespace,
        @Nullable String certificates) {

    /** The namespace that Argo CD is usually installed to. */
    public static final String NAMESPACE = "argocd";

    public ArgoServer {
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null || url.getRawUserInfo() != null || url.getRawQuery() != null) {
            throw new IllegalArgumentException("The address of the Argo CD server '" + name
                    + "' must look like https://argocd.example.com or https://example.com/argocd, without a user and"
                    + " without a query.");
        }
        if (credential instanceof Credential.PrivateKey) {
            throw new IllegalArgumentException("The Argo CD server '" + name
                    + "' takes an API token, or a user name and a password; it has no use for an SSH key.");
        }
    }
}
