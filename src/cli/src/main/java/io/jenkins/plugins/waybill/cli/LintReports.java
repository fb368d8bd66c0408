package io.jenkins.plugins.waybill.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.Rule;
import io.jenkins.plugins.waybill.model.SourcePosition;

/** Findings in the forms that other tools read. */
final class LintReports {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private LintReports() {}

    /** A SARIF 2.1.0 log with one run, and the rules that the findings are about. */
    static ObjectNode sarif(List<Finding> findings, String version) {
        ObjectNode log = Output.object();
        log.put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "waybill").put("version", version);
        Set<String> found = findings.stream().map(Finding::rule).collect(Collectors.toSet());
        ArrayNode rules = driver.putArray("rules");
        List<Rule> mentioned =
                Rule.all().stream().filter(rule -> found.contains(rule.id())).toList();
        for (Rule rule : mentioned) {
            ObjectNode entry = rules.addObject().put("id", rule.id());
            entry.putObject("shortDescription").put("text", rule.description().replace("`", "'"));
        }
        List<String> ids = mentioned.stream().map(Rule::id).toList();
        run.put("columnKind", "unicodeCodePoints");
        ArrayNode results = run.putArray("results");
        for (Finding finding : findings) {
            ObjectNode result = results.addObject();
            result.put("ruleId", finding.rule())
                    .put("ruleIndex", ids.indexOf(finding.rule()))
                    .put("level", level(finding));
            result.putObject("message").put("text", finding.message());
            location(result, finding.position());
        }
        return log;
    }

    private static void location(ObjectNode result, SourcePosition position) {
        if (position.file().isEmpty()) {
            return;
        }
        ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", uri(position.file()));
        if (position.line() > 0) {
            place.putObject("region").put("startLine", position.line()).put("startColumn", position.column());
        }
    }

    /** Relative to the directory that the command runs in, where it can be. */
    private static String uri(String file) {
        Path path = Path.of(file);
        try {
            return path.isAbsolute()
                    ? path.toUri().toString()
                    : new URI(null, null, path.normalize().toString().replace('\\', '/'), null).getRawPath();
        } catch (URISyntaxException e) {
            return file;
        }
    }

    private static String level(Finding finding) {
        return switch (finding.severity()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    /** A workflow command that GitHub Actions turns into an annotation. */
    static String annotation(Finding finding) {
        String command = finding.severity() == Finding.Severity.INFO ? "notice" : level(finding);
        SourcePosition position = finding.position();
        StringBuilder line = new StringBuilder("::").append(command).append(' ');
        if (!position.file().isEmpty()) {
            line.append("file=").append(property(position.file())).append(',');
        }
        if (position.line() > 0) {
            line.append("line=")
                    .append(position.line())
                    .append(",col=")
                    .append(position.column())
                    .append(',');
        }
        return line.append("title=")
                .append(property("waybill: " + finding.rule()))
                .append("::")
                .append(escaped(finding.message()))
                .toString();
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return escaped(text).replace(":", "%3A").replace(",", "%2C");
    }
}
