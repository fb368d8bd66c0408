package io.jenkins.plugins.waybill.git;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A commit to bring to a remote branch.
 *
 * @param remote where to
 * @param branch short name of the target branch, or a full name such as {@code refs/tags/v1}
 * @param commit what to push, with the commits below it that the branch does not have
 * @param base the commit that the work started from; what lies between it and {@code commit} is what gets stacked
 * @param mode how to treat what is on the branch meanwhile
 * @param key identifies the push durably (promotion and step), so that one sent before a crash is recognised
 * @param signingKey signs commits that have to be put on top of others; null when they are not signed
 */
public record PushRequest(
        GitRemote remote,
        String branch,
        ObjectId commit,
        ObjectId base,
        Mode mode,
        String key,
        @Nullable SigningKey signingKey) {

    /** A push of commits that are not signed. */
    public PushRequest(GitRemote remote, String branch, ObjectId commit, ObjectId base, Mode mode, String key) {
        this(remote, branch, commit, base, mode, key, null);
    }

    /**
     * Brings a tag to a remote; an existing one of that name is refused unless it is the same, or overwritten.
     *
     * @param object a tag object, or a commit for a tag without a message
     */
    public static PushRequest tag(GitRemote remote, String tag, ObjectId object, boolean overwrite, String key) {
        return new PushRequest(
                remote, Constants.R_TAGS + tag, object, object, overwrite ? Mode.FORCE : Mode.STACK, key);
    }

    /** The full name of the ref at the remote. */
    String ref() {
        return branch.startsWith(Constants.R_REFS) ? branch : Constants.R_HEADS + branch;
    }

    /** What to do with commits that others pushed meanwhile. */
    public enum Mode {
        /** Rebase onto them. */
        STACK,
        /** Overwrite them. */
        FORCE
    }
}
