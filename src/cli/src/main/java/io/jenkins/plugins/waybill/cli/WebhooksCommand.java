package io.jenkins.plugins.waybill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.engine.WebhookAddress;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill webhooks}. */
@Command(
        name = "webhooks",
        description = "Shows the addresses to which webhooks are to be sent.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill webhooks pipeline/ --url https://waybill.example.com",
            "",
            "The addresses are secrets where the sender signs nothing.",
            "Exits with 1 when a receiver has no address."
        })
final class WebhooksCommand extends BaseCommand {

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Manifest files, or directories with such.")
    List<Path> paths = List.of();

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "",
            description = "Where the server is for those who send. Default: only the paths are shown.")
    String url = "";

    WebhooksCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run() {
        ManifestSet manifests = Pipelines.accepted(paths);
        ArrayNode receivers = Output.object().putArray("receivers");
        Credentials credentials = new ManifestCredentials(manifests);
        manifests.projects().forEach((name, project) -> WebhookAddress.of(name, project.webhookReceivers(), credentials)
                .forEach(address -> add(receivers, name, address)));
        WebhookAddress.of("", manifests.webhookReceivers(), credentials)
                .forEach(address -> add(receivers, "", address));
        boolean complete = true;
        List<List<String>> rows = new ArrayList<>();
        for (var receiver : receivers) {
            String problem = receiver.path("problem").asText("");
            complete &= problem.isEmpty();
            rows.add(List.of(
                    receiver.path("project").asText().isEmpty()
                            ? "all projects"
                            : receiver.path("project").asText(),
                    receiver.path("name").asText(),
                    receiver.path("type").asText(),
                    problem.isEmpty() ? receiver.path("url").asText() : problem));
        }
        if (json()) {
            terminal.print(Output.pretty(Output.object().set("receivers", receivers)));
        } else if (rows.isEmpty()) {
            terminal.print("There are no receivers: neither a ProjectConfig nor a ClusterConfig has webhookReceivers.");
        } else {
            Output.table(rows).forEach(terminal::print);
        }
        return complete ? 0 : Waybill.NO;
    }

    private void add(ArrayNode receivers, String project, WebhookAddress address) {
        ObjectNode receiver = receivers
                .addObject()
                .put("project", project)
                .put("name", address.name())
                .put("type", address.type());
        if (address.problem().isEmpty()) {
            receiver.put("url", url.replaceFirst("/+$", "") + WebRequests.WEBHOOKS + address.path());
        } else {
            receiver.put("problem", address.problem());
        }
    }
}
