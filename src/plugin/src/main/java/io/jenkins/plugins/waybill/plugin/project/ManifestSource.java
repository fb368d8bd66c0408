package io.jenkins.plugins.waybill.plugin.project;

import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import io.jenkins.plugins.waybill.engine.ManifestsUnavailable;
import java.util.Map;

/** Where manifests come from: those of a project, or those that all projects share. */
public abstract class ManifestSource extends AbstractDescribableImpl<ManifestSource> {

    /**
     * Manifests as of some moment.
     *
     * @param revision what tells two versions apart; a commit where there is one
     * @param files texts by the names that positions in findings carry
     */
    public record Texts(String revision, Map<String, String> files) {}

    /**
     * What tells whether anything has changed, as cheaply as it can be had.
     *
     * @throws ManifestsUnavailable when the source cannot be asked
     */
    public abstract String revision(ManifestOwner owner) throws ManifestsUnavailable;

    /**
     * The manifests as of now.
     *
     * @throws ManifestsUnavailable when they cannot be had
     */
    public abstract Texts read(ManifestOwner owner) throws ManifestsUnavailable;

    /** Whether nothing has been filled in yet. */
    public abstract boolean isBlank();

    /** Minutes between two looks for changes; 0 for never. */
    public int pollMinutes() {
        return 0;
    }

    /** Kinds of sources. */
    public abstract static class SourceDescriptor extends Descriptor<ManifestSource> {}
}
