package io.jenkins.plugins.waybill.step.git;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.RepositoryUrl;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Where a forge shows a commit to people. */
final class CommitUrl {

    private CommitUrl() {}

    /** The page of a commit; empty where the forge is not known. */
    static Optional<String> of(String repoUrl, @Nullable String provider, ObjectId commit) {
        URI repository;
        try {
            repository = URI.create(RepositoryUrl.normaliseGit(repoUrl));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String host = repository.getHost();
        if (host == null || "file".equals(host)) {
            return Optional.empty();
        }
        String forge = provider == null || provider.isEmpty() ? guess(host) : provider;
        boolean http = "http".equals(repository.getScheme()) || "https".equals(repository.getScheme());
        String port = http && repository.getPort() > 0 ? ":" + repository.getPort() : "";
        String base = (http ? repository.getScheme() : "https") + "://" + host + port + repository.getPath();
        return switch (forge) {
            case "github", "gitea", "azure" -> Optional.of(base + "/commit/" + commit.name());
            case "gitlab" -> Optional.of(base + "/-/commit/" + commit.name());
            case "bitbucket" -> Optional.of(base + "/commits/" + commit.name());
            default -> Optional.empty();
        };
    }

    private static String guess(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.contains("github") || lower.endsWith(".ghe.com")) {
            return "github";
        }
        if (lower.contains("gitlab")) {
            return "gitlab";
        }
        if (lower.contains("gitea")) {
            return "gitea";
        }
        if (lower.equals("dev.azure.com") || lower.endsWith(".visualstudio.com")) {
            return "azure";
        }
        return lower.equals("bitbucket.org") ? "bitbucket" : "";
    }
}
