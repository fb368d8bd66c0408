package io.jenkins.plugins.waybill.plugin.project;

import edu.umd.cs.findbugs.annotations.NonNull;

/** For whom manifests are read: one project, or all of them. */
public interface ManifestOwner {

    /** What the engine knows the project by; empty for all projects. */
    @NonNull
    String getKey();

    /** Whether there is a credential of that name which it may use for an address. */
    boolean hasCredential(String id, String repoUrl);

    /** Where its credentials are looked for, as part of a sentence. */
    String credentialsPlace();
}
