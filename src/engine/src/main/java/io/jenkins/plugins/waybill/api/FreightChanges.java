package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.git.CommitRange;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.GitCommit;
import org.jspecify.annotations.Nullable;

/** What differs between two pieces of Freight; artifacts that are the same in both are left out. */
record FreightChanges(FreightView from, FreightView to, List<ChangeView> items) {

    /**
     * What became of one artifact.
     *
     * @param from its version before; null when it was not part of it
     * @param to its version after; null when it is not part of it any more
     * @param link where its home shows the difference; null when that is not known
     * @param commits between the two, newest first
     * @param more whether there are older ones
     * @param backwards whether these commits are taken away
     * @param note why the commits cannot be shown; null when they can, or there are none to show
     */
    record ChangeView(
            String kind,
            String name,
            @Nullable String from,
            @Nullable String to,
            @Nullable String link,
            List<CommitView> commits,
            boolean more,
            boolean backwards,
            @Nullable String note) {}

    /** A commit. */
    record CommitView(String id, String subject, String author, Instant at) {
        static CommitView of(CommitRange.Entry entry) {
            return new CommitView(entry.id(), entry.subject(), entry.author(), entry.at());
        }
    }

    /** Compares; commits that cannot be read are named in a note, and the rest is told all the same. */
    static List<ChangeView> between(PromotionEngine engine, Freight from, Freight to) {
        Map<String, GitCommit> commitsBefore = commits(from);
        Map<String, GitCommit> commitsAfter = commits(to);
        Map<String, ArtifactView> before = artifacts(from);
        Map<String, ArtifactView> after = artifacts(to);
        List<ChangeView> changes = new ArrayList<>();
        Stream.concat(after.keySet().stream(), before.keySet().stream())
                .distinct()
                .forEach(key -> {
                    ArtifactView old = before.get(key);
                    ArtifactView young = after.get(key);
                    GitCommit one = commitsBefore.get(key);
                    GitCommit other = commitsAfter.get(key);
                    if (old != null && young != null && same(old, young)) {
                        return;
                    }
                    changes.add(
                            one != null && other != null
                                    ? commits(engine, from.project(), one, other, old, young)
                                    : change(old, young, null, null, null));
                });
        return changes;
    }

    private static boolean same(ArtifactView one, ArtifactView other) {
        return one.version().equals(other.version()) && String.valueOf(one.id()).equals(String.valueOf(other.id()));
    }

    private static ChangeView commits(
            PromotionEngine engine,
            String project,
            GitCommit one,
            GitCommit other,
            @Nullable ArtifactView old,
            @Nullable ArtifactView young) {
        String link = CompareLink.of(other.repoUrl(), one.id(), other.id());
        try {
            return change(old, young, link, engine.commits(project, other.repoUrl(), one.id(), other.id()), null);
        } catch (Refusal refusal) {
            return change(old, young, link, null, refusal.getMessage());
        }
    }

    private static ChangeView change(
            @Nullable ArtifactView old,
            @Nullable ArtifactView young,
            @Nullable String link,
            @Nullable CommitRange range,
            @Nullable String note) {
        ArtifactView any = young == null ? java.util.Objects.requireNonNull(old) : young;
        return new ChangeView(
                any.kind(),
                any.name(),
                old == null ? null : version(old, young),
                young == null ? null : version(young, old),
                link,
                range == null
                        ? List.of()
                        : range.commits().stream().map(CommitView::of).toList(),
                range != null && range.more(),
                range != null && range.backwards(),
                note);
    }

    /** A tag that was moved is told apart by what it points to. */
    private static String version(ArtifactView artifact, @Nullable ArtifactView other) {
        boolean moved = other != null && other.version().equals(artifact.version()) && artifact.id() != null;
        return moved ? artifact.version() + " (" + artifact.id() + ")" : artifact.version();
    }

    private static Map<String, ArtifactView> artifacts(Freight freight) {
        return byKey(
                ArtifactView.of(freight.artifacts()),
                artifact -> key(artifact.repoURL(), artifact.kind() + " " + artifact.name()));
    }

    private static Map<String, GitCommit> commits(Freight freight) {
        return byKey(
                freight.artifacts().commits(),
                commit -> key(
                        ArtifactView.withoutPassword(commit.repoUrl()),
                        "commit " + ArtifactView.of(commit).name()));
    }

    private static String key(@Nullable String repoUrl, String rest) {
        return repoUrl + " " + rest;
    }

    private static <T> Map<String, T> byKey(List<T> values, Function<T, String> key) {
        Map<String, T> map = new LinkedHashMap<>();
        values.forEach(value -> map.putIfAbsent(key.apply(value), value));
        return map;
    }
}
