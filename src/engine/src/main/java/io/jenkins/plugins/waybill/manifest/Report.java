package io.jenkins.plugins.waybill.manifest;

import java.util.function.Consumer;

import io.jenkins.plugins.waybill.model.SourcePosition;

/** Collects what is wrong with one document and whether it is bad enough to leave the document out. */
final class Report {

    private final Consumer<Finding> findings;
    private boolean refused;

    Report(Consumer<Finding> findings) {
        this.findings = findings;
    }

    /** Kubernetes or Kargo would not take the document. */
    void refuse(Rule rule, SourcePosition position, String message) {
        refused = true;
        error(rule, position, message);
    }

    /** Taken, but it cannot work as written. */
    void error(Rule rule, SourcePosition position, String message) {
        findings.accept(Finding.error(rule, position, message));
    }

    void warn(Rule rule, SourcePosition position, String message) {
        findings.accept(Finding.warning(rule, position, message));
    }

    boolean refused() {
        return refused;
    }
}
