package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.jspecify.annotations.Nullable;

/**
 * A commit to be written. The same draft always makes the same commit, so whoever fixes names and times once can make
 * it again after a crash.
 *
 * @param tree the files
 * @param parents what it builds on; empty for a first commit
 * @param author who made the change, and when
 * @param committer who made the commit, and when
 * @param message the whole message
 * @param signingKey signs it at the committer's time; null to leave it unsigned
 */
public record CommitDraft(
        ObjectId tree,
        List<ObjectId> parents,
        PersonIdent author,
        PersonIdent committer,
        String message,
        @Nullable SigningKey signingKey) {

    /** Copies the list. */
    public CommitDraft {
        parents = List.copyOf(parents);
    }

    /** A commit that is not signed. */
    public CommitDraft(
            ObjectId tree, List<ObjectId> parents, PersonIdent author, PersonIdent committer, String message) {
        this(tree, parents, author, committer, message, null);
    }

    /** Writes the commit; the caller flushes. */
    ObjectId write(ObjectInserter inserter) throws IOException {
        var builder = new CommitBuilder();
        builder.setTreeId(tree);
        builder.setParentIds(parents);
        builder.setAuthor(author);
        builder.setCommitter(committer);
        builder.setMessage(message);
        if (signingKey != null) {
            String signature = signingKey.sign(builder.build(), committer.getWhenAsInstant());
            builder.setGpgSignature(new GpgSignature(signature.getBytes(StandardCharsets.US_ASCII)));
        }
        return inserter.insert(builder);
    }
}
