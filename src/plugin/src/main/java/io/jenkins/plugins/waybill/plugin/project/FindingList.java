package io.jenkins.plugins.waybill.plugin.project;

import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.waybill.manifest.Finding;
import java.util.List;

/** Findings as a message below a form's field. */
final class FindingList {

    private static final int SHOWN = 15;

    private FindingList() {}

    static FormValidation validation(List<Finding> findings) {
        if (findings.isEmpty()) {
            return FormValidation.ok();
        }
        StringBuilder html = new StringBuilder("<ul class=\"waybill-findings\">");
        findings.stream().limit(SHOWN).forEach(finding -> html.append("<li>")
                .append(Util.escape(finding.toString()))
                .append("</li>"));
        html.append("</ul>");
        if (findings.size() > SHOWN) {
            html.append(findings.size() - SHOWN).append(" more.");
        }
        FormValidation.Kind worst = findings.stream().anyMatch(Finding::isError)
                ? FormValidation.Kind.ERROR
                : findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.WARNING)
                        ? FormValidation.Kind.WARNING
                        : FormValidation.Kind.OK;
        return FormValidation.respond(worst, wrapped(worst, html.toString()));
    }

    private static String wrapped(FormValidation.Kind kind, String html) {
        return kind == FormValidation.Kind.OK
                ? "<div>" + html + "</div>"
                : "<div class=\"" + (kind == FormValidation.Kind.ERROR ? "error" : "warning") + "\">" + html + "</div>";
    }
}
