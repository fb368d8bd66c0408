package io.jenkins.plugins.waybill.forge;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.http.TlsTrust;

/** Finds the forge that a repository lives in. Thread-safe. */
public final class Forges {

    private static final String BITBUCKET_CLOUD = "bitbucket.org";

    private final Duration timeout;
    private final Duration pause;

    /** Forges that have thirty seconds for each answer. */
    public Forges() {
        this(Duration.ofSeconds(30), Duration.ofMillis(200));
    }

    /**
     * Forges with another patience.
     *
     * @param timeout for each answer, to its last byte
     * @param pause before something is read again from a forge that broke down
     */
    public Forges(Duration timeout, Duration pause) {
        this.timeout = timeout;
        this.pause = pause;
    }

    /**
     * The forge of a repository, with its credentials for Git; nothing is asked yet.
     *
     * @throws ForgeException with {@link ForgeException.Kind#MISCONFIGURED} when the address is none of a forge's
     */
    public Forge open(ForgeRepository repository, Credentials credentials, InstantSource clock) throws ForgeException {
        RepositoryAddress address = address(repository);
        Provider provider = provider(repository, address);
        Rest rest = rest(repository, address, provider, credentials, clock);
        return switch (provider) {
            case GITHUB -> new GitHubForge(rest, GitHubApi.of(address));
            case GITLAB -> new GitLabForge(rest, address);
            case GITEA -> new GiteaForge(rest, address);
            case BITBUCKET ->
                address.host().equals(BITBUCKET_CLOUD)
                        ? new BitbucketCloudForge(rest, "https://api.bitbucket.org", address)
                        : new BitbucketDataCenterForge(rest, address);
            case AZURE -> new AzureForge(rest, address);
        };
    }

    /**
     * The Git database of a repository on GitHub or GitHub Enterprise; nothing is asked yet.
     *
     * @throws ForgeException with {@link ForgeException.Kind#MISCONFIGURED} when the address is none of GitHub's, or the
     *     credentials have no token
     */
    public GitHubDatabase gitHubDatabase(ForgeRepository repository, Credentials credentials, InstantSource clock)
            throws ForgeException {
        RepositoryAddress address = address(repository);
        GitHubApi api = GitHubApi.of(address);
        if (Access.to(repository, address, credentials).isEmpty()) {
            throw new ForgeException(
                    ForgeException.Kind.MISCONFIGURED,
                    "No token is known for the repository at " + address.host()
                            + ", and GitHub's API needs one. Its credentials need a user name and a token, or a GitHub App;"
                            + " an SSH key is not enough, and nothing is sent over http:// to other machines.");
        }
        return new GitHubDatabase(rest(repository, address, Provider.GITHUB, credentials, clock), api);
    }

    static RepositoryAddress address(ForgeRepository repository) throws ForgeException {
        return RepositoryAddress.of(repository.repoUrl())
                .orElseThrow(() -> new ForgeException(
                        ForgeException.Kind.MISCONFIGURED,
                        "repoURL is not on a server, so there are no pull requests; expected something like"
                                + " https://github.com/owner/name."));
    }

    private static Provider provider(ForgeRepository repository, RepositoryAddress address) throws ForgeException {
        String named = repository.provider();
        Optional<Provider> provider =
                named == null || named.isEmpty() ? Provider.ofHost(address.host()) : Provider.named(named);
        return provider.orElseThrow(() -> new ForgeException(
                ForgeException.Kind.MISCONFIGURED,
                "What runs at " + address.host() + " cannot be told from its name. Set provider to one of "
                        + Arrays.stream(Provider.values()).map(Provider::id).collect(Collectors.joining(", "))
                        + "."));
    }

    Rest rest(
            ForgeRepository repository,
            RepositoryAddress address,
            Provider provider,
            Credentials credentials,
            InstantSource clock)
            throws ForgeException {
        Optional<Access> access = Access.to(repository, address, credentials);
        List<Authorization> ways =
                access.map(known -> known.authorizations(provider)).orElse(List.of());
        List<String> secrets = new ArrayList<>();
        access.ifPresent(known -> secrets.add(known.token()));
        ways.forEach(way -> secrets.add(way.header().substring(way.header().indexOf(' ') + 1)));
        Map<String, String> headers = provider == Provider.GITHUB
                ? Map.of("Accept", "application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28")
                : Map.of();
        return new Rest(
                provider.displayName() + " at " + address.host(),
                new Rest.Settings(timeout, pause, TlsTrust.skipVerification(repository.insecureSkipTlsVerify()), clock),
                ways,
                headers,
                new Masking(secrets));
    }
}
