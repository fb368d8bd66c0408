package io.jenkins.plugins.waybill.manifest;

/** What is looked at, under the ids that findings carry. docs/manifests.md explains each one. */
enum Rule {
    UNREADABLE_FILE("unreadable-file"),
    FILE_TOO_LARGE("file-too-large"),
    TOO_MANY_FILES("too-many-files"),
    INVALID_ENCODING("invalid-encoding"),
    INVALID_CHARACTER("invalid-character"),
    YAML_SYNTAX("yaml-syntax"),
    NESTING_TOO_DEEP("nesting-too-deep"),
    DOCUMENT_TOO_LARGE("document-too-large"),
    UNKNOWN_ALIAS("unknown-alias"),
    DUPLICATE_KEY("duplicate-key"),
    INVALID_KEY("invalid-key"),
    MERGE_OVERRIDES("merge-overrides"),
    TOO_MANY_FINDINGS("too-many-findings"),
    NOT_A_MANIFEST("not-a-manifest"),
    UNKNOWN_KIND("unknown-kind"),
    NOT_RUN("not-run");

    private final String id;

    Rule(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }
}
