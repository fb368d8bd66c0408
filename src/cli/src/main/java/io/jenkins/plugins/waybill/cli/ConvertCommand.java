package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.manifest.Rule;
import io.jenkins.plugins.waybill.migration.KargoExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill convert}. */
@Command(
        name = "convert",
        description = "Turns what a cluster with Kargo gives into clean manifests and a past to import.",
        footerHeading = "%nExample:%n",
        footer = {
            "  kubectl get -n guestbook -o yaml \\",
            "    project/guestbook,projectconfigs,warehouses,stages,promotiontasks,freights,promotions,\\",
            "    analysistemplates,configmaps > cluster.yaml",
            "  waybill convert cluster.yaml --to moved",
            "  waybill lint moved/pipeline",
            "  waybill import moved/import.yaml --state state",
            "  waybill serve moved/pipeline --state state"
        })
final class ConvertCommand extends BaseCommand {

    private static final List<Rule> HIDE_SOMETHING = List.of(
            Rule.UNREADABLE_FILE,
            Rule.FILE_TOO_LARGE,
            Rule.TOO_MANY_FILES,
            Rule.INVALID_ENCODING,
            Rule.INVALID_CHARACTER,
            Rule.YAML_SYNTAX,
            Rule.NESTING_TOO_DEEP,
            Rule.DOCUMENT_TOO_LARGE,
            Rule.UNKNOWN_ALIAS,
            Rule.UNKNOWN_KIND);

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Output of kubectl; - is standard input.")
    List<Path> files = List.of();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            required = true,
            description = "A new directory for pipeline/ with the manifests, and import.yaml with the past.")
    @SuppressWarnings("NullAway.Init")
    Path target;

    ConvertCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run() throws IOException {
        ManifestSet cluster = read();
        List<String> unread = cluster.findings().stream()
                .filter(finding ->
                        HIDE_SOMETHING.stream().anyMatch(rule -> rule.id().equals(finding.rule())))
                .map(Finding::toString)
                .toList();
        if (!unread.isEmpty()) {
            throw new No("unreadable", "Not all of it can be read, so nothing was written.", unread);
        }
        KargoExport export = KargoExport.of(cluster);
        if (export.manifests().isEmpty() && export.past().isEmpty()) {
            throw new No("not-found", "There is nothing of Kargo in it.", export.notes());
        }
        Map<Path, String> texts = new LinkedHashMap<>();
        export.manifests()
                .forEach((name, text) -> texts.put(target.resolve("pipeline").resolve(name), text));
        if (!export.past().isEmpty()) {
            texts.put(target.resolve("import.yaml"), export.past());
        }
        List<String> there = texts.keySet().stream()
                .filter(Files::exists)
                .map(Path::toString)
                .toList();
        if (!there.isEmpty()) {
            throw new No("exists", "Some files are there already and stay as they are. Name a new directory.", there);
        }
        for (Map.Entry<Path, String> text : texts.entrySet()) {
            Files.createDirectories(text.getKey().toAbsolutePath().getParent());
            Files.writeString(text.getKey(), text.getValue());
        }
        tell(texts.keySet().stream().map(Path::toString).toList(), export.notes());
        return 0;
    }

    private ManifestSet read() throws IOException {
        if (!files.contains(Path.of("-"))) {
            return Manifests.read(files);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Path file : files) {
            texts.put(
                    file.toString(),
                    file.equals(Path.of("-"))
                            ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                            : Files.readString(file));
        }
        return Manifests.read(texts, Manifests.DEFAULT_PROJECT);
    }

    private void tell(List<String> written, List<String> notes) {
        if (json()) {
            ObjectNode answer = Output.object();
            ArrayNode list = answer.putArray("written");
            written.forEach(list::add);
            ArrayNode remarks = answer.putArray("notes");
            notes.forEach(remarks::add);
            terminal.print(Output.pretty(answer));
            return;
        }
        List<String> lines = new ArrayList<>(written);
        lines.forEach(terminal::print);
        notes.forEach(terminal::warn);
    }
}
