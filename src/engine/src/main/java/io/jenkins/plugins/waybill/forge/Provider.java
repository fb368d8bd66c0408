package io.jenkins.plugins.waybill.forge;

import java.util.Locale;
import java.util.Optional;

/** The kinds of forges, by the names that Kargo's steps give them in {@code provider}. */
public enum Provider {
    AZURE("Azure DevOps"),
    BITBUCKET("Bitbucket"),
    GITEA("Gitea"),
    GITHUB("GitHub"),
    GITLAB("GitLab");

    private final String displayName;

    Provider(String displayName) {
        this.displayName = displayName;
    }

    /** The vendor's own spelling. */
    public String displayName() {
        return displayName;
    }

    /** The name in manifests, such as {@code github}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The provider that a manifest names; empty for a name that is none. */
    public static Optional<Provider> named(String id) {
        for (Provider provider : values()) {
            if (provider.id().equals(id)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
    }

    /** What runs at a host, as far as its name tells, by Kargo's rules. */
    public static Optional<Provider> ofHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        if (lower.contains("github") || lower.endsWith(".ghe.com")) {
            return Optional.of(GITHUB);
        }
        if (lower.contains("gitlab")) {
            return Optional.of(GITLAB);
        }
        if (lower.contains("gitea")) {
            return Optional.of(GITEA);
        }
        if (lower.equals("dev.azure.com") || lower.equals("ssh.dev.azure.com") || lower.endsWith(".visualstudio.com")) {
            return Optional.of(AZURE);
        }
        return lower.equals("bitbucket.org") ? Optional.of(BITBUCKET) : Optional.empty();
    }
}
