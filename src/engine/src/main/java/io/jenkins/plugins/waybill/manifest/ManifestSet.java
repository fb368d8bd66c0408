package io.jenkins.plugins.waybill.manifest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.jenkins.plugins.waybill.model.AnalysisTemplate;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.WebhookReceiver;

/**
 * Documents that were read together. A project is a namespace. A document that names no namespace belongs to the only
 * Project of the set, else to the only namespace that the others name, else to the project that the caller named. Of two
 * objects of one kind and name the later counts, as if they were applied one after the other.
 */
public final class ManifestSet {

    private static final Set<String> MAKE_A_PROJECT =
            Set.of("Project", "ProjectConfig", "Warehouse", "Stage", "PromotionTask", "Freight");
    private static final Set<String> CLUSTER_SCOPED = Set.of("Project", "ClusterConfig", "ClusterPromotionTask");

    private final List<ManifestDocument> documents;
    private final List<Finding> findings;
    private final Map<String, String> texts;
    private final String defaultProject;
    private final SharedManifests shared;
    private final Map<String, ProjectDefinition> projects;

    ManifestSet(
            List<ManifestDocument> documents,
            List<Finding> findings,
            Map<String, String> texts,
            String callersProject) {
        this(documents, findings, defaultProject(documents, callersProject), texts, SharedManifests.NONE);
    }

    private ManifestSet(
            List<ManifestDocument> documents,
            List<Finding> findings,
            String defaultProject,
            Map<String, String> texts,
            SharedManifests shared) {
        this.documents = List.copyOf(documents);
        this.findings = findings.stream().sorted().distinct().toList();
        this.texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        this.defaultProject = defaultProject;
        this.shared = shared;
        this.projects = definitions();
    }

    /**
     * The same set, where each project has what all projects share as well: tasks, analysis templates and promotion
     * windows. A task or template that is declared here too counts as it is here; windows hold in addition, so that
     * nobody frees a project of those of all. Texts and findings remain those of this set.
     */
    public ManifestSet with(SharedManifests shared) {
        return new ManifestSet(documents, findings, defaultProject, texts, shared);
    }

    /** What {@link #with(SharedManifests)} added. */
    SharedManifests shared() {
        return shared;
    }

    /** Whether a finding is about a text of this set, and not about one that all projects share. */
    boolean isAbout(Finding finding) {
        String file = finding.position().file();
        return texts.containsKey(file) || !shared.has(file);
    }

    /** Everything that could be read, in order; objects that would be refused are among them. */
    public List<ManifestDocument> documents() {
        return documents;
    }

    /** What was read, by file; Secrets included, so it is not for showing: see {@link ManifestSource}. */
    Map<String, String> texts() {
        return texts;
    }

    /** The documents of one kind, whatever their group. */
    public List<ManifestDocument> documents(String kind) {
        return documents.stream()
                .filter(document -> document.kind().equals(kind))
                .toList();
    }

    /** What reading had to say, by place. Relations between documents are the business of {@link ManifestLint}. */
    public List<Finding> findings() {
        return findings;
    }

    /** Whether anything was read that Kubernetes or Kargo would refuse. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(Finding::isError);
    }

    /** The projects that have a Kargo object in this set, in the order in which they appear. */
    public Map<String, ProjectDefinition> projects() {
        return projects;
    }

    /** One project's definition. */
    public Optional<ProjectDefinition> project(String name) {
        return Optional.ofNullable(projects.get(name));
    }

    /** The data of the ConfigMaps in any namespace, such as that of shared resources. */
    public Map<String, Map<String, String>> configMaps(String namespace) {
        Map<String, Map<String, String>> data = new LinkedHashMap<>();
        for (ManifestDocument document : documents("ConfigMap")) {
            if (document.accepted()
                    && document.isConfigMap()
                    && projectOf(document).equals(namespace)) {
                data.put(document.name(), document.fields().textMap("data"));
            }
        }
        return Collections.unmodifiableMap(data);
    }

    /** The receivers of webhooks that a ClusterConfig declares for all projects. */
    public List<WebhookReceiver> webhookReceivers() {
        return documents("ClusterConfig").stream()
                .filter(document -> document.accepted() && document.isKargo())
                .flatMap(document -> WebhookReceiverReader.read(document).stream())
                .toList();
    }

    /** Who a ClusterConfig says makes commits for all projects. */
    public Optional<GitClient> gitClient() {
        return documents("ClusterConfig").stream()
                .filter(document -> document.accepted() && document.isKargo())
                .map(ManifestDocument::spec)
                .filter(spec -> spec.has("gitClient"))
                .map(spec -> GitClient.read(spec.object("gitClient")))
                .findFirst();
    }

    /** The project that a document belongs to; empty when all projects share it. */
    public String projectOf(ManifestDocument document) {
        if (document.isKargo("Project")) {
            return document.name();
        }
        if (document.isKargo() && CLUSTER_SCOPED.contains(document.kind())) {
            return "";
        }
        return document.namespace().isEmpty() ? defaultProject : document.namespace();
    }

    private static String defaultProject(List<ManifestDocument> documents, String callersProject) {
        Set<String> declared = new TreeSet<>();
        Set<String> mentioned = new TreeSet<>();
        for (ManifestDocument document : documents) {
            if (document.isKargo("Project") && !document.name().isEmpty()) {
                declared.add(document.name());
            } else if (document.isKargo() && !document.namespace().isEmpty()) {
                mentioned.add(document.namespace());
            }
        }
        if (declared.size() == 1) {
            return declared.iterator().next();
        }
        return declared.isEmpty() && mentioned.size() == 1
                ? mentioned.iterator().next()
                : callersProject;
    }

    private Map<String, ProjectDefinition> definitions() {
        Map<String, Map<String, ManifestDocument>> byProject = new LinkedHashMap<>();
        for (ManifestDocument document : documents) {
            if (document.isKargo() && MAKE_A_PROJECT.contains(document.kind())) {
                byProject.computeIfAbsent(projectOf(document), name -> new LinkedHashMap<>());
            }
        }
        Set<String> own = documents.stream().map(ManifestDocument::toString).collect(Collectors.toSet());
        for (ManifestDocument document : shared.ofEveryProject()) {
            if (document.isKargo("ClusterConfig") || !own.contains(document.toString())) {
                byProject.values().forEach(members -> members.put("shared " + document, document));
            }
        }
        for (ManifestDocument document : documents) {
            if (!document.accepted()) {
                continue;
            }
            if (document.isKargo("ClusterPromotionTask")
                    || document.isKargo("ClusterConfig")
                    || document.isAnalysisTemplate() && document.kind().equals(AnalysisTemplate.CLUSTER_KIND)) {
                byProject.values().forEach(members -> members.put(document.toString(), document));
            } else if (document.isKargo() || document.isConfigMap() || document.isAnalysisTemplate()) {
                byProject
                        .getOrDefault(projectOf(document), new LinkedHashMap<>())
                        .put(document.toString(), document);
            }
        }
        Map<String, ProjectDefinition> definitions = new LinkedHashMap<>();
        byProject.forEach(
                (name, members) -> definitions.put(name, ProjectReader.read(name, List.copyOf(members.values()))));
        return Collections.unmodifiableMap(definitions);
    }
}
