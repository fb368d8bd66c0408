package io.jenkins.plugins.waybill.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jenkins.plugins.waybill.cloud.CloudCredentials;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;
import io.jenkins.plugins.waybill.manifest.ManifestDocument;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.SharedManifests;
import io.jenkins.plugins.waybill.model.RepositoryUrl;

/**
 * The Secret manifests among those that a pipeline was read from, with Kargo's labels and keys: the
 * project's own before the shared ones, in the order of their names, the first that fits.
 */
final class ManifestCredentials implements Credentials {

    /** Where older versions of Kargo keep the Secrets that all projects share. */
    private static final String CLUSTER_SECRETS = "kargo-cluster-secrets";

    /** The namespace of Secrets that no project sees. */
    static final String SYSTEM = "kargo-system-resources";

    private static final String TYPE = "kargo.akuity.io/cred-type";
    private static final String SCOPES = "kargo.akuity.io/github-token-scopes";

    private final List<Entry> entries;

    /**
     * A Secret.
     *
     * @param scopes which repositories each project may use a GitHub App for; empty for no such limit
     */
    private record Entry(String namespace, String name, String type, String scopes, Map<String, Secret> data) {
        boolean isShared() {
            return namespace.equals(SharedManifests.NAMESPACE) || namespace.equals(CLUSTER_SECRETS);
        }

        String text(String key) {
            Secret value = data.get(key);
            return value == null ? "" : value.reveal();
        }
    }

    ManifestCredentials(ManifestSet manifests) {
        List<Entry> found = new ArrayList<>();
        for (ManifestDocument document : manifests.documents("Secret")) {
            JsonNode json = document.json();
            found.add(new Entry(
                    manifests.projectOf(document),
                    document.name(),
                    json.path("metadata").path("labels").path(TYPE).asText(""),
                    json.path("metadata").path("annotations").path(SCOPES).asText(""),
                    data(json)));
        }
        found.sort(Comparator.comparing(Entry::name));
        this.entries = List.copyOf(found);
    }

    private static Map<String, Secret> data(JsonNode secret) {
        Map<String, Secret> data = new LinkedHashMap<>();
        secret.path("data").fields().forEachRemaining(field -> decoded(
                        field.getValue().asText())
                .ifPresent(text -> data.put(field.getKey(), Secret.of(text))));
        // As Kubernetes does it, plain text outweighs what is encoded.
        secret.path("stringData")
                .fields()
                .forEachRemaining(field ->
                        data.put(field.getKey(), Secret.of(field.getValue().asText())));
        return data;
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Credential> repository(String project, Kind kind, String repoUrl) {
        if (repoUrl.startsWith("http://")) {
            return Optional.empty();
        }
        String type = kind.name().toLowerCase(Locale.ROOT);
        Optional<Entry> own = entries.stream()
                .filter(entry ->
                        entry.namespace().equals(project) && entry.type().equals(type))
                .filter(entry -> fits(entry, kind, repoUrl))
                .findFirst();
        return own.or(() -> entries.stream()
                        .filter(entry -> entry.isShared() && entry.type().equals(type))
                        .filter(entry -> fits(entry, kind, repoUrl))
                        .findFirst())
                .flatMap(entry -> credential(entry, kind, repoUrl, project));
    }

    private static boolean fits(Entry entry, Kind kind, String repoUrl) {
        String wanted = entry.text("repoURL");
        if (wanted.isEmpty()) {
            return false;
        }
        if (entry.text("repoURLIsRegex").equals("true")) {
            try {
                Pattern pattern = Pattern.compile(wanted);
                return pattern.matcher(repoUrl).find()
                        || pattern.matcher(normalised(kind, repoUrl)).find();
            } catch (PatternSyntaxException e) {
                return false;
            }
        }
        return normalised(kind, wanted).equals(normalised(kind, repoUrl));
    }

    private static String normalised(Kind kind, String url) {
        return switch (kind) {
            case GIT -> RepositoryUrl.normaliseGit(url);
            case IMAGE -> RepositoryUrl.normaliseImage(url);
            case HELM -> RepositoryUrl.normaliseChart(url);
            case GENERIC -> url;
        };
    }

    private static Optional<Credential> credential(Entry entry, Kind kind, String repoUrl, String project) {
        Secret key = entry.data().get("sshPrivateKey");
        if (key != null) {
            return Optional.of(new Credential.PrivateKey(entry.text("username"), key, null));
        }
        Secret password = entry.data().get("password");
        if (password != null) {
            return Optional.of(new Credential.UsernamePassword(entry.text("username"), password));
        }
        if (kind == Kind.GIT) {
            return mayUse(entry, project, repoUrl)
                    ? CloudCredentials.gitHubApp(entry.data(), repoUrl)
                    : Optional.empty();
        }
        return kind == Kind.IMAGE || kind == Kind.HELM
                ? CloudCredentials.ofSecret(entry.data(), repoUrl)
                : Optional.empty();
    }

    /** As in Kargo, limits that cannot be read let nobody in. */
    private static boolean mayUse(Entry entry, String project, String repoUrl) {
        if (entry.scopes().isEmpty()) {
            return true;
        }
        try {
            String name = repoUrl.replaceFirst("(\\.git)?/*$", "").replaceFirst(".*/", "");
            for (JsonNode allowed : new ObjectMapper().readTree(entry.scopes()).path(project)) {
                if (allowed.asText().equals(name)) {
                    return true;
                }
            }
            return false;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Override
    public Optional<Map<String, Secret>> secret(String project, String name) {
        return entries.stream()
                .filter(entry ->
                        entry.namespace().equals(project) && entry.name().equals(name))
                .findFirst()
                .map(Entry::data);
    }

    @Override
    public Optional<Map<String, Secret>> sharedSecret(String name) {
        return entries.stream()
                .filter(entry -> entry.isShared()
                        && entry.name().equals(name)
                        && entry.type().equals("generic"))
                .findFirst()
                .map(Entry::data);
    }

    @Override
    public Optional<Map<String, Secret>> systemSecret(String name) {
        return entries.stream()
                .filter(entry ->
                        entry.namespace().equals(SYSTEM) && entry.name().equals(name))
                .findFirst()
                .map(Entry::data);
    }
}
