package io.jenkins.plugins.waybill.git;

import org.eclipse.jgit.lib.ObjectId;

/**
 * A push that landed.
 *
 * @param commit the commit as it is on the branch now; differs from the requested one when it was rebased
 * @param branch the branch
 */
public record PushOutcome(ObjectId commit, String branch) {}
