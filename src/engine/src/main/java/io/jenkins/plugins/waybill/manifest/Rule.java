package io.jenkins.plugins.waybill.manifest;

/** What is looked at, under the ids that findings carry. docs/manifests.md explains each one. */
enum Rule {
    // Files and YAML.
    UNREADABLE_FILE("unreadable-file"),
    FILE_TOO_LARGE("file-too-large"),
    TOO_MANY_FILES("too-many-files"),
    TOO_MANY_FINDINGS("too-many-findings"),
    INVALID_ENCODING("invalid-encoding"),
    INVALID_CHARACTER("invalid-character"),
    YAML_SYNTAX("yaml-syntax"),
    NESTING_TOO_DEEP("nesting-too-deep"),
    DOCUMENT_TOO_LARGE("document-too-large"),
    UNKNOWN_ALIAS("unknown-alias"),
    DUPLICATE_KEY("duplicate-key"),
    INVALID_KEY("invalid-key"),
    MERGE_OVERRIDES("merge-overrides"),

    // Kinds.
    NOT_A_MANIFEST("not-a-manifest"),
    UNKNOWN_KIND("unknown-kind"),
    NOT_RUN("not-run"),

    // Fields, by the kinds' schemas.
    UNKNOWN_FIELD("unknown-field"),
    REMOVED_FIELD("removed-field"),
    DEPRECATED_FIELD("deprecated-field"),
    MISSING_FIELD("missing-field"),
    WRONG_TYPE("wrong-type"),
    INVALID_VALUE("invalid-value"),
    INVALID_FORMAT("invalid-format"),
    OUT_OF_RANGE("out-of-range"),
    EXCLUSIVE_FIELDS("exclusive-fields"),

    // What Kargo's admission looks at, document by document.
    DUPLICATE_ALIAS("duplicate-alias"),
    RESERVED_ALIAS("reserved-alias"),
    TASK_STEP_FIELD("task-step-field"),
    DUPLICATE_ORIGIN("duplicate-origin"),
    MATCH_UPSTREAM("match-upstream"),
    SUBSCRIPTION_TYPE("subscription-type"),
    DUPLICATE_SUBSCRIPTION("duplicate-subscription"),
    DUPLICATE_NAME("duplicate-name"),
    DIGEST_CONSTRAINT("digest-constraint"),
    CHART_NAME("chart-name"),
    INVALID_CONSTRAINT("invalid-constraint"),
    INVALID_PATTERN("invalid-pattern"),
    INVALID_WINDOW("invalid-window"),
    PROJECT_CONFIG_NAME("project-config-name"),
    DUPLICATE_POLICY("duplicate-policy"),
    EMPTY_FREIGHT("empty-freight"),
    IGNORED_FIELD("ignored-field"),

    // The lint, across documents.
    DUPLICATE_RESOURCE("duplicate-resource"),
    UNKNOWN_PROJECT("unknown-project"),
    UNKNOWN_WAREHOUSE("unknown-warehouse"),
    UNUSED_WAREHOUSE("unused-warehouse"),
    UNKNOWN_STAGE("unknown-stage"),
    NO_SOURCE("no-source"),
    UPSTREAM_ORIGIN("upstream-origin"),
    STAGE_CYCLE("stage-cycle"),
    UNREACHABLE_STAGE("unreachable-stage"),
    SOAK_NEVER_PASSES("soak-never-passes"),
    POLICY_WITHOUT_STAGE("policy-without-stage"),
    ROLLBACK_NEVER("rollback-never"),
    UNKNOWN_ANALYSIS_TEMPLATE("unknown-analysis-template"),
    ANALYSIS_METRIC("analysis-metric"),
    UNKNOWN_ARGUMENT("unknown-argument"),
    MISSING_ARGUMENT("missing-argument"),
    UNKNOWN_TASK("unknown-task"),
    MISSING_VARIABLE("missing-variable"),
    UNKNOWN_STEP("unknown-step"),
    STEP_CONFIG("step-config"),
    EXPRESSION_SYNTAX("expression-syntax"),
    CONDITION_WITHOUT_EXPRESSION("condition-without-expression"),
    UNKNOWN_FUNCTION("unknown-function"),
    UNKNOWN_VARIABLE("unknown-variable"),
    UNKNOWN_OUTPUT("unknown-output");

    private final String id;

    Rule(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }
}
