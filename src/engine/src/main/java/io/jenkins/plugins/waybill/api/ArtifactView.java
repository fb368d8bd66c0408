package io.jenkins.plugins.waybill.api;

import java.util.List;

import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.PinnedArtifact;
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

    static List<ArtifactView> of(Artifacts artifacts) {
        return PinnedArtifact.of(artifacts).stream()
                .map(pinned -> new ArtifactView(
                        pinned.kind(), pinned.repoUrl(), pinned.name(), pinned.version(), pinned.id(), pinned.note()))
                .toList();
    }

    /** The address without what stands before {@code @} of an {@code http} address. */
    static String withoutPassword(String url) {
        return PinnedArtifact.withoutPassword(url);
    }
}
