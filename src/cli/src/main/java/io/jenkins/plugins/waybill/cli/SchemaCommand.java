package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.jenkins.plugins.waybill.manifest.Nearest;
import io.jenkins.plugins.waybill.step.EditorSchemas;
import io.jenkins.plugins.waybill.step.StepRegistry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill schema}. */
@Command(
        name = "schema",
        description = "Prints the JSON schema of a kind, for editors.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill schema Stage > stage.schema.json",
            "  waybill schema --directory schemas",
            "",
            "A first line in a manifest tells editors with yaml-language-server which schema to use:",
            "  # yaml-language-server: $schema=schemas/Manifest.schema.json",
            "Manifest is the schema of files with documents of several kinds."
        })
final class SchemaCommand extends BaseCommand {

    @Option(names = "--directory", paramLabel = "DIR", description = "Writes the schemas of all kinds into files.")
    @Nullable
    Path directory;

    @Parameters(paramLabel = "KIND", arity = "0..1", description = "A kind, such as Stage.")
    @Nullable
    String kind;

    SchemaCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run() throws IOException {
        if ((kind == null) == (directory == null)) {
            throw usage("Give either a KIND or --directory DIR.");
        }
        EditorSchemas schemas = new EditorSchemas(StepRegistry.standard());
        if (directory != null) {
            Files.createDirectories(directory);
            for (String each : schemas.kinds()) {
                Files.writeString(
                        directory.resolve(each + ".schema.json"),
                        schemas.schema(each).toPrettyString() + "\n");
            }
            return 0;
        }
        String wanted = String.valueOf(kind);
        if (!schemas.kinds().contains(wanted)) {
            throw usage("There is no kind '" + wanted + "'." + Nearest.hint(wanted, schemas.kinds()) + " Known: "
                    + String.join(", ", schemas.kinds()) + ".");
        }
        terminal.print(schemas.schema(wanted).toPrettyString());
        return 0;
    }
}
