package io.jenkins.plugins.waybill.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What became of one artifact between two pieces of Freight.
 *
 * @param before null when it was not part of the one
 * @param after null when it is not part of the other any more
 * @param commits both commits, when it is one in both; null otherwise
 */
public record ArtifactChange(
        @Nullable PinnedArtifact before,
        @Nullable PinnedArtifact after,
        @Nullable Commits commits) {

    /** The same repository at two times. */
    public record Commits(GitCommit before, GitCommit after) {}

    /** All that differ, those of the second first; what is the same in both is left out. */
    public static List<ArtifactChange> between(Artifacts from, Artifacts to) {
        Map<String, PinnedArtifact> before = byKey(PinnedArtifact.of(from), PinnedArtifact::key);
        Map<String, PinnedArtifact> after = byKey(PinnedArtifact.of(to), PinnedArtifact::key);
        Function<GitCommit, String> commitKey =
                commit -> PinnedArtifact.of(commit).key();
        Map<String, GitCommit> commitsBefore = byKey(from.commits(), commitKey);
        Map<String, GitCommit> commitsAfter = byKey(to.commits(), commitKey);
        List<ArtifactChange> changes = new ArrayList<>();
        Stream.concat(after.keySet().stream(), before.keySet().stream())
                .distinct()
                .forEach(key -> {
                    GitCommit one = commitsBefore.get(key);
                    GitCommit other = commitsAfter.get(key);
                    ArtifactChange change = new ArtifactChange(
                            before.get(key),
                            after.get(key),
                            one == null || other == null ? null : new Commits(one, other));
                    if (!change.isNone()) {
                        changes.add(change);
                    }
                });
        return changes;
    }

    private boolean isNone() {
        return before != null
                && after != null
                && before.version().equals(after.version())
                && Objects.equals(before.id(), after.id());
    }

    /** The artifact, in whichever of the two it is. */
    public PinnedArtifact artifact() {
        return after == null ? Objects.requireNonNull(before) : after;
    }

    /** Its version before; null when there was none. */
    public @Nullable String from() {
        return version(before, after);
    }

    /** Its version after; null when there is none any more. */
    public @Nullable String to() {
        return version(after, before);
    }

    /** A tag that was moved is told apart by what it points to. */
    private static @Nullable String version(@Nullable PinnedArtifact artifact, @Nullable PinnedArtifact other) {
        if (artifact == null) {
            return null;
        }
        boolean moved = other != null && other.version().equals(artifact.version()) && artifact.id() != null;
        return moved ? artifact.version() + " (" + artifact.id() + ")" : artifact.version();
    }

    private static <T> Map<String, T> byKey(List<T> values, Function<T, String> key) {
        Map<String, T> map = new LinkedHashMap<>();
        values.forEach(value -> map.putIfAbsent(key.apply(value), value));
        return map;
    }
}
