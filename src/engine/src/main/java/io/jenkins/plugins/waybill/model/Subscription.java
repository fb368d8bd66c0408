package io.jenkins.plugins.waybill.model;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** What a Warehouse watches. Absent texts are empty; defaults are filled in by the reader. */
public sealed interface Subscription {

    /** The subscription's own name; empty when it has none. */
    String name();

    /** How many candidates discovery keeps, 1 to 100. */
    int discoveryLimit();

    /** Where it is written. */
    SourcePosition position();

    /**
     * Commits or tags of a Git repository; see kargo's GitSubscription. {@code removedField} names a field with a value
     * that Kargo no longer reads and for which its discovery fails.
     */
    record Git(
            String name,
            String repoUrl,
            CommitSelection strategy,
            String branch,
            String semverConstraint,
            boolean strictSemvers,
            List<String> allowTagsRegexes,
            List<String> ignoreTagsRegexes,
            String expressionFilter,
            List<String> includePaths,
            List<String> excludePaths,
            String since,
            String removedField,
            boolean insecureSkipTlsVerify,
            int discoveryLimit,
            SourcePosition position)
            implements Subscription {
        public Git {
            allowTagsRegexes = List.copyOf(allowTagsRegexes);
            ignoreTagsRegexes = List.copyOf(ignoreTagsRegexes);
            includePaths = List.copyOf(includePaths);
            excludePaths = List.copyOf(excludePaths);
        }
    }

    /**
     * Tags of an image repository; see kargo's ImageSubscription. {@code cacheByTag} says that tags never move, and
     * {@code removedField} is as for {@link Git}.
     */
    record ContainerImage(
            String name,
            String repoUrl,
            ImageSelection strategy,
            String constraint,
            boolean strictSemvers,
            List<String> allowTagsRegexes,
            List<String> ignoreTagsRegexes,
            String platform,
            boolean cacheByTag,
            String removedField,
            boolean insecureSkipTlsVerify,
            int discoveryLimit,
            SourcePosition position)
            implements Subscription {
        public ContainerImage {
            allowTagsRegexes = List.copyOf(allowTagsRegexes);
            ignoreTagsRegexes = List.copyOf(ignoreTagsRegexes);
        }
    }

    /** Versions of a Helm chart; {@code chartName} is empty for OCI repositories. */
    record HelmChart(
            String name,
            String repoUrl,
            String chartName,
            String semverConstraint,
            boolean insecureSkipTlsVerify,
            int discoveryLimit,
            SourcePosition position)
            implements Subscription {}

    /** Any other type; {@code type} is the key under which it was written. */
    record Generic(String name, String type, JsonNode config, int discoveryLimit, SourcePosition position)
            implements Subscription {}

    /** Kargo's {@code commitSelectionStrategy}. */
    enum CommitSelection {
        NEWEST_FROM_BRANCH,
        SEMVER,
        LEXICAL,
        NEWEST_TAG
    }

    /** Kargo's {@code imageSelectionStrategy}. */
    enum ImageSelection {
        SEMVER,
        LEXICAL,
        NEWEST_BUILD,
        DIGEST
    }
}
