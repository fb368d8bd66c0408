package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.host.ArgoServer;
import io.jenkins.plugins.waybill.host.ArgoServers;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The Argo CD servers in a YAML file: each with its address, where its secret is (a file or an environment variable, never
 * the file itself) and which Stages it is for. The first that fits a Stage is its server.
 */
final class ArgoCdFile implements ArgoServers {

    private static final Set<String> FIELDS = Set.of(
            "name",
            "url",
            "namespace",
            "stages",
            "tokenFile",
            "tokenVariable",
            "username",
            "passwordFile",
            "passwordVariable",
            "certificatesFile");

    private final List<Entry> entries;

    private record Entry(ArgoServer server, List<Pattern> stages) {}

    private ArgoCdFile(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    @Override
    public Optional<ArgoServer> find(String project, String stage) {
        return entries.stream()
                .filter(entry -> entry.stages().stream().anyMatch(pattern -> pattern.matcher(project + "/" + stage)
                        .matches()))
                .map(Entry::server)
                .findFirst();
    }

    /** Reads a file; relative names of files in it are looked up beside it. */
    static ArgoCdFile read(Path file, Terminal terminal) {
        JsonNode document;
        try {
            document = new ObjectMapper()
                    .valueToTree(new Load(LoadSettings.builder()
                                    .setLabel(file.toString())
                                    .build())
                            .loadFromString(Files.readString(file)));
        } catch (NoSuchFileException e) {
            throw new No("There is no file " + file + " with Argo CD servers.");
        } catch (IOException | YamlEngineException e) {
            throw new No("The Argo CD servers in " + file + " cannot be read: " + e.getMessage());
        }
        if (!document.path("servers").isArray() || document.path("servers").isEmpty()) {
            throw new No(file + ": expected a list 'servers' with at least one entry.");
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode server : document.path("servers")) {
            entries.add(new Reader(file, terminal, entries.size(), server).entry());
        }
        return new ArgoCdFile(entries);
    }

    /** Reads one entry. */
    private record Reader(Path file, Terminal terminal, int index, JsonNode server) {

        Entry entry() {
            Set<String> unknown = new TreeSet<>();
            for (Iterator<String> names = server.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!FIELDS.contains(name)) {
                    unknown.add(name);
                }
            }
            if (!unknown.isEmpty()) {
                throw wrong("knows no field " + String.join(", ", unknown) + "; there are "
                        + FIELDS.stream().sorted().collect(Collectors.joining(", ")));
            }
            String url = text("url");
            if (url == null) {
                throw wrong("needs a 'url'");
            }
            String namespace = text("namespace");
            String name = text("name");
            try {
                return new Entry(
                        new ArgoServer(
                                name == null ? "argocd" : name,
                                URI.create(url),
                                credential(),
                                namespace == null ? ArgoServer.NAMESPACE : namespace,
                                certificates()),
                        stages());
            } catch (IllegalArgumentException e) {
                throw wrong("is refused: " + e.getMessage());
            }
        }

        private Credential credential() {
            Secret token = secret("token");
            Secret password = secret("password");
            String username = text("username");
            if (token != null && password == null && username == null) {
                return new Credential.Token(token);
            }
            if (token == null && password != null && username != null) {
                return new Credential.UsernamePassword(username, password);
            }
            throw wrong("needs either a token (tokenFile or tokenVariable), or a username and a password (passwordFile"
                    + " or passwordVariable)");
        }

        private @Nullable Secret secret(String kind) {
            String fromFile = text(kind + "File");
            String variable = text(kind + "Variable");
            if (fromFile != null && variable != null) {
                throw wrong("has both " + kind + "File and " + kind + "Variable; keep one");
            }
            if (variable != null) {
                String value = terminal.environment(variable);
                if (value == null) {
                    throw wrong(
                            "takes its " + kind + " from the environment variable " + variable + ", which is not set");
                }
                return Secret.of(value.strip());
            }
            return fromFile == null ? null : Secret.of(content(fromFile).strip());
        }

        private @Nullable String certificates() {
            String name = text("certificatesFile");
            return name == null ? null : content(name);
        }

        private String content(String name) {
            Path path = file.toAbsolutePath().resolveSibling(name);
            try {
                return Files.readString(path);
            } catch (IOException e) {
                throw wrong("names the file " + path + ", which cannot be read");
            }
        }

        private List<Pattern> stages() {
            if (!server.has("stages")) {
                return List.of(Pattern.compile(".*"));
            }
            List<Pattern> patterns = new ArrayList<>();
            for (JsonNode stage : server.path("stages")) {
                if (!stage.asText().matches("[^/]+/[^/]+")) {
                    throw wrong("has '" + stage.asText() + "' in 'stages'; expected project/stage, where * stands for"
                            + " any characters");
                }
                patterns.add(Pattern.compile(List.of(stage.asText().split("\\*", -1)).stream()
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[^/]*"))));
            }
            return patterns;
        }

        private @Nullable String text(String field) {
            String text = server.path(field).asText("");
            return text.isEmpty() ? null : text;
        }

        private No wrong(String what) {
            return new No(file + ": server " + (index + 1) + " " + what + ".");
        }
    }

    /** One server for all Stages, from the environment; empty when no address is there. */
    static Optional<ArgoServers> fromEnvironment(Terminal terminal, @Nullable String address) {
        String url = address == null ? terminal.environment("WAYBILL_ARGOCD_URL") : address;
        if (url == null) {
            return Optional.empty();
        }
        String token = terminal.environment("WAYBILL_ARGOCD_TOKEN");
        String username = terminal.environment("WAYBILL_ARGOCD_USERNAME");
        String password = terminal.environment("WAYBILL_ARGOCD_PASSWORD");
        if (token == null && (username == null || password == null)) {
            throw new No("The Argo CD server " + url + " needs a login: set WAYBILL_ARGOCD_TOKEN, or"
                    + " WAYBILL_ARGOCD_USERNAME and WAYBILL_ARGOCD_PASSWORD.");
        }
        String certificates = terminal.environment("WAYBILL_ARGOCD_CERTIFICATES");
        try {
            ArgoServer server = new ArgoServer(
                    "argocd",
                    URI.create(url),
                    token == null
                            ? new Credential.UsernamePassword(
                                    String.valueOf(username), Secret.of(String.valueOf(password)))
                            : new Credential.Token(Secret.of(token)),
                    terminal.environment("WAYBILL_ARGOCD_NAMESPACE", ArgoServer.NAMESPACE),
                    certificates == null ? null : Files.readString(Path.of(certificates)));
            return Optional.of((project, stage) -> Optional.of(server));
        } catch (IOException e) {
            throw new No("The certificates in WAYBILL_ARGOCD_CERTIFICATES (" + certificates + ") cannot be read.");
        } catch (IllegalArgumentException e) {
            throw new No(String.valueOf(e.getMessage()));
        }
    }
}
