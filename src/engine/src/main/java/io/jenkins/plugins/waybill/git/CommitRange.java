package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * What lies between two commits.
 *
 * @param commits newest first: those that the one has and the other lacks
 * @param more whether there are older ones that were left out
 * @param backwards true when the second commit is older, so that these are taken away
 */
public record CommitRange(List<Entry> commits, boolean more, boolean backwards) {

    public CommitRange {
        commits = List.copyOf(commits);
    }

    /** A commit as lists show it. */
    public record Entry(String id, String subject, String author, Instant at) {

        static Entry of(RevCommit commit) {
            return new Entry(
                    commit.getName(),
                    commit.getShortMessage(),
                    commit.getAuthorIdent().getName(),
                    commit.getAuthorIdent().getWhenAsInstant());
        }
    }

    /**
     * Walks from the second commit back to what the first has too; the other way round when that gives nothing.
     *
     * @param most leave out what is more
     * @throws IOException when one of them is not in the repository, too
     */
    public static CommitRange between(Repository repository, ObjectId from, ObjectId to, int most) throws IOException {
        CommitRange forwards = walk(repository, from, to, most, false);
        return forwards.commits().isEmpty() ? walk(repository, to, from, most, true) : forwards;
    }

    private static CommitRange walk(Repository repository, ObjectId without, ObjectId with, int most, boolean backwards)
            throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(with));
            walk.markUninteresting(walk.parseCommit(without));
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                if (entries.size() == most) {
                    return new CommitRange(entries, true, backwards);
                }
                entries.add(Entry.of(commit));
            }
        }
        return new CommitRange(entries, false, backwards && !entries.isEmpty());
    }
}
