package io.jenkins.plugins.waybill.cli;

import java.nio.file.Path;
import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.ManifestLint;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.step.StepLint;
import io.jenkins.plugins.waybill.step.StepRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill lint}. */
@Command(
        name = "lint",
        description = "Validates manifests.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill lint pipeline/",
            "  waybill lint --format json pipeline/ | jq '.findings[].message'",
            "  waybill lint --format sarif pipeline/ > waybill.sarif",
            "  waybill lint --format github --strict pipeline/",
            "",
            "Prints file:line:column: error|warning: message [rule]. Exits with 1 when there are errors.",
            "--format sarif prints SARIF 2.1.0, which code scanning and warnings-ng read;",
            "--format github prints annotations of GitHub Actions."
        })
final class LintCommand extends BaseCommand {

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Manifest files, or directories with such.")
    List<Path> paths = List.of();

    @Option(names = "--strict", description = "Warnings make it exit with 1 too.")
    boolean strict;

    LintCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<Common.Format> formats() {
        return List.of(Common.Format.values());
    }

    @Override
    int run() {
        List<Finding> findings = ManifestLint.check(Manifests.read(paths), StepLint.catalog(StepRegistry.standard()));
        long errors = findings.stream().filter(Finding::isError).count();
        switch (common.format) {
            case JSON -> terminal.print(Output.pretty(document(findings, errors)));
            case SARIF -> terminal.print(Output.pretty(LintReports.sarif(findings, Waybill.Version.text())));
            case GITHUB -> {
                findings.forEach(finding -> terminal.print(LintReports.annotation(finding)));
                terminal.warn(findings.isEmpty() ? "No findings." : summary(errors, findings.size() - errors));
            }
            default -> {
                findings.forEach(finding -> terminal.print(finding.toString()));
                terminal.warn(findings.isEmpty() ? "No findings." : summary(errors, findings.size() - errors));
            }
        }
        boolean warned = findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.WARNING);
        return errors > 0 || (strict && warned) ? Waybill.NO : 0;
    }

    private static String summary(long errors, long others) {
        return errors + (errors == 1 ? " error, " : " errors, ") + others + (others == 1 ? " warning." : " warnings.");
    }

    private static ObjectNode document(List<Finding> findings, long errors) {
        ObjectNode document = Output.object();
        document.put("errors", errors);
        ArrayNode list = document.putArray("findings");
        for (Finding finding : findings) {
            list.addObject()
                    .put("file", finding.position().file())
                    .put("line", finding.position().line())
                    .put("column", finding.position().column())
                    .put("severity", finding.severity().name().toLowerCase(java.util.Locale.ROOT))
                    .put("rule", finding.rule())
                    .put("message", finding.message());
        }
        return document;
    }
}
