package io.jenkins.plugins.waybill.api;

import java.util.ArrayList;
import java.util.List;

import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.GenericArtifact;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Image;
import org.jspecify.annotations.Nullable;

/**
 * One artifact as lists show it.
 *
 * @param kind {@code commit}, {@code image}, {@code chart}, or the type of another kind
 * @param repoURL where it is; without a password, should the manifest have one; null for other kinds
 * @param name short, for people
 * @param version what people call this one: tag, chart version, or the beginning of the commit id
 * @param id full commit id or digest; null where there is none
 * @param note subject of a commit; null where there is none
 */
record ArtifactView(
        String kind,
        @Nullable String repoURL,
        String name,
        String version,
        @Nullable String id,
        @Nullable String note) {

    private static final int SHORT = 7;

    static List<ArtifactView> of(Artifacts artifacts) {
        List<ArtifactView> views = new ArrayList<>();
        artifacts.commits().forEach(commit -> views.add(of(commit)));
        artifacts.images().forEach(image -> views.add(of(image)));
        artifacts.charts().forEach(chart -> views.add(of(chart)));
        artifacts.artifacts().forEach(artifact -> views.add(of(artifact)));
        return List.copyOf(views);
    }

    static ArtifactView of(GitCommit commit) {
        return new ArtifactView(
                "commit",
                withoutPassword(commit.repoUrl()),
                lastPart(commit.repoUrl()),
                commit.tag().isEmpty() ? beginning(commit.id(), SHORT) : commit.tag(),
                commit.id(),
                orNull(commit.message()));
    }

    private static ArtifactView of(Image image) {
        return new ArtifactView(
                "image",
                withoutPassword(image.repoUrl()),
                lastPart(image.repoUrl()),
                image.tag().isEmpty() ? beginning(image.digest(), "sha256:".length() + SHORT) : image.tag(),
                orNull(image.digest()),
                null);
    }

    private static ArtifactView of(Chart chart) {
        return new ArtifactView(
                "chart",
                withoutPassword(chart.repoUrl()),
                chart.name().isEmpty() ? lastPart(chart.repoUrl()) : chart.name(),
                chart.version(),
                null,
                null);
    }

    private static ArtifactView of(GenericArtifact artifact) {
        return new ArtifactView(
                artifact.artifactType(), null, artifact.subscriptionName(), artifact.version(), null, null);
    }

    /** The address without what stands before {@code @} of an {@code http} address. */
    static String withoutPassword(String url) {
        return url.replaceFirst("^(https?://)[^/@]*@", "$1");
    }

    static String beginning(String text, int length) {
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
