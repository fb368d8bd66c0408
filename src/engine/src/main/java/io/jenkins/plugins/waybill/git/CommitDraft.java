package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * A commit to be written. The same draft always makes the same commit, so whoever fixes names and times once can make
 * it again after a crash.
 *
 * @param tree the files
 * @param parents what it builds on; empty for a first commit
 * @param author who made the change, and when
 * @param committer who made the commit, and when
 * @param message the whole message
 */
public record CommitDraft(
        ObjectId tree, List<ObjectId> parents, PersonIdent author, PersonIdent committer, String message) {

    /** Copies the list. */
    public CommitDraft {
        parents = List.copyOf(parents);
    }

    /** Writes the commit; the caller flushes. */
    ObjectId write(ObjectInserter inserter, CommitSigner signer) throws IOException {
        var builder = new CommitBuilder();
        builder.setTreeId(tree);
        builder.setParentIds(parents);
        builder.setAuthor(author);
        builder.setCommitter(committer);
        builder.setMessage(message);
        Optional<String> signature = signer.sign(builder.build());
        signature.ifPresent(text ->
                builder.setGpgSignature(new GpgSignature(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII))));
        return inserter.insert(builder);
    }
}
