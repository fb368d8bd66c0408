package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.jenkins.plugins.waybill.model.AnalysisTemplate;
import io.jenkins.plugins.waybill.model.WebhookReceiver;

/**
 * What all projects share, where it is read apart from them: what Kargo keeps for a whole cluster and in its namespace
 * for shared resources.
 */
public final class SharedManifests {

    /** Where Kargo keeps what all projects share. */
    public static final String NAMESPACE = "kargo-shared-resources";

    /** Nothing is shared. */
    public static final SharedManifests NONE =
            new SharedManifests(List.of(), Set.of(), Map.of(), List.of(), List.of(), false);

    private static final Set<String> OF_A_PROJECT =
            Set.of("Project", "ProjectConfig", "Warehouse", "Stage", "PromotionTask", "Freight");

    private final List<ManifestDocument> ofEveryProject;
    private final Set<String> files;
    private final Map<String, Map<String, String>> configMaps;
    private final List<WebhookReceiver> webhookReceivers;
    private final List<Finding> findings;
    private final boolean refused;

    private SharedManifests(
            List<ManifestDocument> ofEveryProject,
            Set<String> files,
            Map<String, Map<String, String>> configMaps,
            List<WebhookReceiver> webhookReceivers,
            List<Finding> findings,
            boolean refused) {
        this.ofEveryProject = ofEveryProject;
        this.files = Set.copyOf(files);
        this.configMaps = configMaps;
        this.webhookReceivers = webhookReceivers;
        this.findings = findings;
        this.refused = refused;
    }

    /**
     * Reads and checks texts by the names that their positions shall carry.
     *
     * @param steps what steps there are
     */
    public static SharedManifests read(Map<String, String> texts, StepCatalog steps) {
        ManifestSet set = Manifests.read(texts, NAMESPACE);
        List<Finding> findings = new ArrayList<>(ManifestLint.check(set, steps));
        // That it has no effect would be an understatement.
        findings.removeIf(finding -> finding.rule().equals(Rule.NOT_RUN.id())
                && set.documents("Secret").stream()
                        .anyMatch(
                                secret -> isSecret(secret) && secret.position().equals(finding.position())));
        set.documents().forEach(document -> look(document, findings));
        return new SharedManifests(
                set.documents().stream()
                        .filter(SharedManifests::isOfEveryProject)
                        .toList(),
                texts.keySet(),
                set.configMaps(NAMESPACE),
                set.webhookReceivers(),
                findings.stream().sorted().toList(),
                set.hasErrors());
    }

    private static boolean isOfEveryProject(ManifestDocument document) {
        return document.accepted()
                && (document.isKargo("ClusterPromotionTask")
                        || document.isKargo("ClusterConfig")
                        || document.isAnalysisTemplate() && document.kind().equals(AnalysisTemplate.CLUSTER_KIND));
    }

    private static void look(ManifestDocument document, List<Finding> findings) {
        if (isSecret(document)) {
            findings.add(Finding.error(
                    Rule.SHARED_SECRET,
                    document.position(),
                    "The Secret '" + document.name() + "' does not belong here, where many can read it. Keep what is"
                            + " in it as a credential with the ID '" + document.name() + "' and take it out of these"
                            + " manifests."));
        } else if (document.isKargo() && OF_A_PROJECT.contains(document.kind())
                || document.kind().equals(AnalysisTemplate.KIND) && document.isAnalysisTemplate()) {
            findings.add(Finding.warning(
                    Rule.NOT_RUN,
                    document.position(),
                    "A " + document.kind() + " belongs to a project and has no effect among what all projects share."));
        } else if (document.isConfigMap() && !isShared(document)) {
            findings.add(Finding.warning(
                    Rule.NOT_RUN,
                    document.fields().object("metadata").position("namespace"),
                    "The ConfigMap '" + document.name() + "' is not shared: those of the namespace " + NAMESPACE
                            + " are."));
        } else if (document.isKargo("ClusterConfig") && document.spec().has("gitClient")) {
            findings.add(Finding.info(
                    Rule.NOT_RUN,
                    document.spec().keyPosition("gitClient"),
                    "'gitClient' has no effect here: the host's own configuration says who makes and signs commits."));
        }
    }

    private static boolean isSecret(ManifestDocument document) {
        return document.kind().equals("Secret") && document.apiVersion().equals("v1");
    }

    private static boolean isShared(ManifestDocument document) {
        return document.namespace().isEmpty() || document.namespace().equals(NAMESPACE);
    }

    /** All that was found, by place; a Secret is an error. */
    public List<Finding> findings() {
        return findings;
    }

    /** Whether Kubernetes, Kargo or this place refuses anything, so that nothing of it should be put in force. */
    public boolean hasErrors() {
        return refused || secret().isPresent();
    }

    /** What is said about the first Secret among them, which should not even be kept. */
    public Optional<Finding> secret() {
        return findings.stream()
                .filter(finding -> finding.rule().equals(Rule.SHARED_SECRET.id()))
                .findFirst();
    }

    /** For {@code sharedConfigMap()}: data by name. */
    public Map<String, Map<String, String>> configMaps() {
        return configMaps;
    }

    /** The receivers of webhooks that serve all projects. */
    public List<WebhookReceiver> webhookReceivers() {
        return webhookReceivers;
    }

    /** Those documents that count in every project. */
    List<ManifestDocument> ofEveryProject() {
        return ofEveryProject;
    }

    /** Whether this file was read. */
    boolean has(String file) {
        return files.contains(file);
    }
}
