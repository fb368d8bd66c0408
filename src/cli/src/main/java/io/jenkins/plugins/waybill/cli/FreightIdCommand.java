package io.jenkins.plugins.waybill.cli;

import java.nio.file.Path;
import java.util.List;

import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.model.FreightName;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code waybill freight-id}. */
@Command(
        name = "freight-id",
        description = "Computes the name of Freight from its manifest: the same that Kargo gives it.",
        footerHeading = "%nExample:%n",
        footer = "  waybill freight-id --file freight.yaml")
final class FreightIdCommand extends BaseCommand {

    @Option(names = "--file", paramLabel = "FILE", required = true, description = "Manifests of Freight.")
    @SuppressWarnings("NullAway.Init")
    Path file;

    FreightIdCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run() {
        ManifestSet manifests = Pipelines.accepted(List.of(file));
        List<String> names = manifests.projects().values().stream()
                .map(ProjectDefinition::freight)
                .flatMap(List::stream)
                .map(freight -> FreightName.of(freight.origin(), freight.artifacts()))
                .toList();
        if (names.isEmpty()) {
            throw new No("not-found", file + " holds no Freight.", List.of());
        }
        if (json()) {
            terminal.print(Output.pretty(names.size() == 1 ? names.get(0) : names));
        } else {
            names.forEach(terminal::print);
        }
        return 0;
    }
}
