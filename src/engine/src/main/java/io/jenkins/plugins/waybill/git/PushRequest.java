package io.jenkins.plugins.waybill.git;

import org.eclipse.jgit.lib.ObjectId;

/**
 * A commit to bring to a remote branch.
 *
 * @param remote where to
 * @param branch short name of the target branch
 * @param commit what to push, with the commits below it that the branch does not have
 * @param base the commit that the work started from; what lies between it and {@code commit} is what gets stacked
 * @param mode how to treat what is on the branch meanwhile
 * @param key identifies the push durably (promotion and step), so that one sent before a crash is recognised
 */
public record PushRequest(GitRemote remote, String branch, ObjectId commit, ObjectId base, Mode mode, String key) {

    /** What to do with commits that others pushed meanwhile. */
    public enum Mode {
        /** Rebase onto them. */
        STACK,
        /** Overwrite them. */
        FORCE
    }
}
