package io.jenkins.plugins.waybill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.migration.Past;
import io.jenkins.plugins.waybill.migration.PastReader;
import io.jenkins.plugins.waybill.migration.StateImport;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill import}. */
@Command(
        name = "import",
        description = "Takes Freight, history and promotions from Kargo over into a state directory.",
        footerHeading = "%nExample:%n",
        footer = {
            "  waybill import moved/import.yaml --state state",
            "",
            "FILE is the import.yaml of 'waybill convert', or the output of kubectl itself. All or nothing is taken",
            "over; what the state has already stays as it is, so an import can be repeated. Each thing gets an event",
            "in the audit log. No server may use the directory meanwhile."
        })
final class ImportCommand extends BaseCommand {

    @Parameters(paramLabel = "FILE", description = "The past.")
    @SuppressWarnings("NullAway.Init")
    Path file;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            required = true,
            description = "The directory that 'waybill serve --state' uses; made if it is not there.")
    @SuppressWarnings("NullAway.Init")
    Path state;

    @Mixin
    StoreOptions store = new StoreOptions();

    ImportCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run() throws Exception {
        if (!Files.isReadable(file)) {
            throw new No("not-found", "There is no file " + file + " that can be read.", List.of());
        }
        Past past = PastReader.read(Manifests.read(List.of(file)));
        if (past.freight().isEmpty()
                && past.stages().isEmpty()
                && past.promotions().isEmpty()) {
            throw new No("not-found", file + " tells of no Freight, no history and no promotions.", past.notes());
        }
        Files.createDirectories(state);
        StateImport.Outcome outcome;
        try (Store opened = Store.open(state, store.settings(terminal), InstantSource.system())) {
            outcome = StateImport.into(
                    opened,
                    past,
                    Actor.user(System.getProperty("user.name", "unknown")),
                    String.valueOf(file.getFileName()));
        }
        tell(outcome);
        return 0;
    }

    private void tell(StateImport.Outcome outcome) {
        if (json()) {
            ObjectNode answer = Output.object()
                    .put("freight", outcome.freight())
                    .put("stages", outcome.stages())
                    .put("promotions", outcome.promotions());
            ArrayNode notes = answer.putArray("notes");
            outcome.notes().forEach(notes::add);
            terminal.print(Output.pretty(answer));
            return;
        }
        terminal.print("Imported " + outcome.freight() + " Freight, the history of " + outcome.stages() + " Stages and "
                + outcome.promotions() + " promotions.");
        outcome.notes().forEach(terminal::warn);
    }
}
