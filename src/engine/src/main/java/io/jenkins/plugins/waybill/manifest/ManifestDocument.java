package io.jenkins.plugins.waybill.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.AnalysisTemplate;
import io.jenkins.plugins.waybill.model.SourcePosition;

/** One Kubernetes object as it was read, of whatever kind. */
public final class ManifestDocument {

    private final Value.Mapping root;
    private final String apiVersion;
    private final String kind;
    private final String name;
    private final String namespace;
    private boolean accepted = true;

    ManifestDocument(Value.Mapping root) {
        this.root = root;
        Fields fields = new Fields(root);
        this.apiVersion = fields.text("apiVersion");
        this.kind = fields.text("kind");
        Fields metadata = fields.object("metadata");
        this.name = metadata.text("name");
        this.namespace = metadata.text("namespace");
    }

    /** Group and version; may be empty. */
    public String apiVersion() {
        return apiVersion;
    }

    /** The kind; may be empty. */
    public String kind() {
        return kind;
    }

    /** The object's name; may be empty. */
    public String name() {
        return name;
    }

    /** The namespace that is written; may be empty. */
    public String namespace() {
        return namespace;
    }

    /** Where the object starts. */
    public SourcePosition position() {
        return root.position();
    }

    /** False when Kubernetes or Kargo would refuse the object, so that it takes no part in anything. */
    public boolean accepted() {
        return accepted;
    }

    /** The whole object as JSON; a copy. */
    public ObjectNode json() {
        return root.json();
    }

    /** {@code Stage/prod}, for messages. */
    @Override
    public String toString() {
        return kind + "/" + name;
    }

    Value.Mapping root() {
        return root;
    }

    Fields fields() {
        return new Fields(root);
    }

    Fields spec() {
        return fields().object("spec");
    }

    boolean isKargo() {
        return apiVersion.equals(Manifests.KARGO);
    }

    boolean isKargo(String wanted) {
        return isKargo() && kind.equals(wanted);
    }

    boolean isConfigMap() {
        return kind.equals("ConfigMap") && apiVersion.equals("v1");
    }

    /** An Argo Rollouts template, of a project or shared by all. */
    boolean isAnalysisTemplate() {
        return apiVersion.startsWith("argoproj.io/")
                && (kind.equals(AnalysisTemplate.KIND) || kind.equals(AnalysisTemplate.CLUSTER_KIND));
    }

    void refuse() {
        accepted = false;
    }
}
