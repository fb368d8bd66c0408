package io.jenkins.plugins.waybill.model;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One artifact of Freight as people speak of it, whatever its kind.
 *
 * @param kind {@code commit}, {@code image}, {@code chart}, or the type of another kind
 * @param repoUrl where it is; without a password, should the manifest have one; null for other kinds
 * @param name short, for people
 * @param version what people call this one: tag, chart version, or the beginning of the commit id
 * @param id full commit id or digest; null where there is none
 * @param note subject of a commit; null where there is none
 */
public record PinnedArtifact(
        String kind,
        @Nullable String repoUrl,
        String name,
        String version,
        @Nullable String id,
        @Nullable String note) {

    private static final int SHORT = 7;

    /** All of them, by kinds. */
    public static List<PinnedArtifact> of(Artifacts artifacts) {
        List<PinnedArtifact> pinned = new ArrayList<>();
        artifacts.commits().forEach(commit -> pinned.add(of(commit)));
        artifacts.images().forEach(image -> pinned.add(of(image)));
        artifacts.charts().forEach(chart -> pinned.add(of(chart)));
        artifacts.artifacts().forEach(artifact -> pinned.add(of(artifact)));
        return List.copyOf(pinned);
    }

    static PinnedArtifact of(GitCommit commit) {
        return new PinnedArtifact(
                "commit",
                withoutPassword(commit.repoUrl()),
                lastPart(commit.repoUrl()),
                commit.tag().isEmpty() ? beginning(commit.id(), SHORT) : commit.tag(),
                commit.id(),
                orNull(commit.message()));
    }

    private static PinnedArtifact of(Image image) {
        return new PinnedArtifact(
                "image",
                withoutPassword(image.repoUrl()),
                lastPart(image.repoUrl()),
                image.tag().isEmpty() ? beginning(image.digest(), "sha256:".length() + SHORT) : image.tag(),
                orNull(image.digest()),
                null);
    }

    private static PinnedArtifact of(Chart chart) {
        return new PinnedArtifact(
                "chart",
                withoutPassword(chart.repoUrl()),
                chart.name().isEmpty() ? lastPart(chart.repoUrl()) : chart.name(),
                chart.version(),
                null,
                null);
    }

    private static PinnedArtifact of(GenericArtifact artifact) {
        return new PinnedArtifact(
                artifact.artifactType(), null, artifact.subscriptionName(), artifact.version(), null, null);
    }

    /** The same thing in other Freight has the same key, whatever its version. */
    String key() {
        return repoUrl + " " + kind + " " + name;
    }

    /** The address without what stands before {@code @} of an {@code http} address. */
    public static String withoutPassword(String url) {
        return url.replaceFirst("^(https?://)[^/@]*@", "$1");
    }

    private static String beginning(String text, int length) {
        return text.substring(0, Math.min(length, text.length()));
    }

    private static String lastPart(String url) {
        String trimmed = url.replaceFirst("(\\.git)?/*$", "");
        return trimmed.substring(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf(':')) + 1);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
