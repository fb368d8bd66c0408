package io.jenkins.plugins.waybill.forge;

import java.net.URI;

/**
 * Where a GitHub repository's API is.
 *
 * @param rest base of the REST API
 * @param graphql the GraphQL endpoint
 * @param owner user or organisation
 * @param name of the repository
 */
record GitHubApi(String rest, URI graphql, String owner, String name) {

    /** By the rules of github.com, of {@code *.ghe.com}, and of GitHub Enterprise Server. */
    static GitHubApi of(RepositoryAddress address) throws ForgeException {
        if (address.path().size() != 2) {
            throw new ForgeException(
                    ForgeException.Kind.MISCONFIGURED,
                    "repoURL names no GitHub repository: behind " + address.host()
                            + " an owner and a name are expected, as in https://github.com/owner/name.");
        }
        String owner = address.path().get(0);
        String name = address.path().get(1);
        if (address.host().equals("github.com") || address.host().endsWith(".ghe.com")) {
            String base = "https://api." + address.host();
            return new GitHubApi(base, URI.create(base + "/graphql"), owner, name);
        }
        return new GitHubApi(address.origin() + "/api/v3", URI.create(address.origin() + "/api/graphql"), owner, name);
    }

    /** An address below the repository's. */
    URI repository(String pathAndQuery) {
        return URI.create(rest + "/repos/" + Rest.encoded(owner) + "/" + Rest.encoded(name) + pathAndQuery);
    }
}
