package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.util.Optional;

/** Signs commits; the seam for GPG and SSH keys. */
@FunctionalInterface
public interface CommitSigner {

    /** Leaves commits unsigned. */
    CommitSigner NONE = commit -> Optional.empty();

    /**
     * Signs a commit.
     *
     * @param commit the raw commit without a signature
     * @return the ASCII-armoured signature, or empty to leave the commit unsigned
     */
    Optional<String> sign(byte[] commit) throws IOException;
}
