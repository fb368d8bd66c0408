package io.jenkins.plugins.waybill.api;

import java.time.Instant;
import java.util.List;

import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.engine.Refusal;
import io.jenkins.plugins.waybill.forge.CompareLink;
import io.jenkins.plugins.waybill.git.CommitRange;
import io.jenkins.plugins.waybill.model.ArtifactChange;
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
        return ArtifactChange.between(from.artifacts(), to.artifacts()).stream()
                .map(change -> view(engine, from.project(), change))
                .toList();
    }

    private static ChangeView view(PromotionEngine engine, String project, ArtifactChange change) {
        ArtifactChange.Commits commits = change.commits();
        if (commits == null) {
            return view(change, null, null, null);
        }
        GitCommit one = commits.before();
        GitCommit other = commits.after();
        String link = CompareLink.of(other.repoUrl(), one.id(), other.id());
        try {
            return view(
                    change, link, engine.warehouses().commits(project, other.repoUrl(), one.id(), other.id()), null);
        } catch (Refusal refusal) {
            return view(change, link, null, refusal.getMessage());
        }
    }

    private static ChangeView view(
            ArtifactChange change, @Nullable String link, @Nullable CommitRange range, @Nullable String note) {
        return new ChangeView(
                change.artifact().kind(),
                change.artifact().name(),
                change.from(),
                change.to(),
                link,
                range == null
                        ? List.of()
                        : range.commits().stream().map(CommitView::of).toList(),
                range != null && range.more(),
                range != null && range.backwards(),
                note);
    }
}
