package io.jenkins.plugins.waybill.manifest;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What is looked at, under the ids that findings carry; docs/manifests.md lists them with their severities. */
public enum Rule {
    // Files and YAML.
    UNREADABLE_FILE("unreadable-file", "a path that does not exist or cannot be opened"),
    FILE_TOO_LARGE("file-too-large", "a file above the limit"),
    TOO_MANY_FILES("too-many-files", "a directory with more than 20,000 manifest files"),
    TOO_MANY_FINDINGS("too-many-findings", "more than 500 findings in one file; the rest is counted"),
    INVALID_ENCODING("invalid-encoding", "bytes that are not UTF-8"),
    INVALID_CHARACTER("invalid-character", "control characters such as NUL"),
    YAML_SYNTAX("yaml-syntax", "text that is not YAML, tabs in the indentation, `.inf` and `.nan`"),
    NESTING_TOO_DEEP("nesting-too-deep", "more than 100 levels"),
    DOCUMENT_TOO_LARGE("document-too-large", "too many values, also by aliases that multiply"),
    UNKNOWN_ALIAS("unknown-alias", "`*name` without `&name` before it"),
    DUPLICATE_KEY("duplicate-key", "a key twice in one mapping"),
    INVALID_KEY("invalid-key", "keys that are no strings; unquoted `on` and the like as keys"),
    MERGE_OVERRIDES("merge-overrides", "`<<` that replaces a key written above it"),

    // Kinds.
    NOT_A_MANIFEST(
            "not-a-manifest",
            "a document without `apiVersion` or `kind`; an information if the file was found in a directory"),
    UNKNOWN_KIND("unknown-kind", "a kind or version that Kargo does not have"),
    NOT_RUN("not-run", "objects and fields that are read but have no effect"),

    // Fields, by the kinds' schemas.
    UNKNOWN_FIELD("unknown-field", "a field that the kind does not have at that place"),
    REMOVED_FIELD("removed-field", "a field of an earlier Kargo, with what to write instead"),
    DEPRECATED_FIELD("deprecated-field", "a field that still works, with what to write instead"),
    MISSING_FIELD("missing-field", "a required field that is absent"),
    WRONG_TYPE("wrong-type", "a string where a list belongs, a number where a string belongs, and so on"),
    INVALID_VALUE("invalid-value", "none of the allowed values"),
    INVALID_FORMAT("invalid-format", "names, durations, repository addresses and times that are none"),
    OUT_OF_RANGE("out-of-range", "numbers and lists that are too small or too large"),
    EXCLUSIVE_FIELDS("exclusive-fields", "not exactly one of fields such as `uses` and `task`"),

    // What Kargo's admission looks at, document by document.
    DUPLICATE_ALIAS("duplicate-alias", "two steps with one alias"),
    RESERVED_ALIAS("reserved-alias", "an alias like `step-1`, which steps without one get"),
    TASK_STEP_FIELD("task-step-field", "`if`, `config`, `retry` or `continueOnError` on a step that uses a task"),
    DUPLICATE_ORIGIN("duplicate-origin", "a Stage that requests Freight of one Warehouse twice"),
    MATCH_UPSTREAM("match-upstream", "`MatchUpstream` with `direct` or without exactly one upstream Stage"),
    SUBSCRIPTION_TYPE(
            "subscription-type", "a subscription with no type or several; a type that looks like a typing error"),
    DUPLICATE_SUBSCRIPTION("duplicate-subscription", "two subscriptions to one repository, however it is spelled"),
    DUPLICATE_NAME("duplicate-name", "two subscriptions, receivers or windows of one name"),
    DIGEST_CONSTRAINT("digest-constraint", "`Digest` without the tag to follow"),
    CHART_NAME("chart-name", "a chart name with `oci://`, or none with `https://`"),
    INVALID_CONSTRAINT("invalid-constraint", "a version constraint that cannot be read"),
    INVALID_PATTERN("invalid-pattern", "a regular expression (RE2) or glob that cannot be read; in a policy refused"),
    INVALID_WINDOW(
            "invalid-window",
            "a promotion window whose times or recurrence rule cannot be read or never come true, or a `projectSelector` outside of the ClusterConfig"),
    PROJECT_CONFIG_NAME(
            "project-config-name",
            "a ProjectConfig that is not called like its project, a ClusterConfig that is not called `cluster`"),
    DUPLICATE_POLICY("duplicate-policy", "two policies for one Stage by name"),
    EMPTY_FREIGHT("empty-freight", "Freight without artifacts"),
    IGNORED_FIELD("ignored-field", "a field that another field makes meaningless"),
    SHARED_SECRET("shared-secret", "a Secret among the manifests that Jenkins keeps for all projects"),

    // The lint, across documents.
    DUPLICATE_RESOURCE("duplicate-resource", "two objects of one kind and name"),
    UNKNOWN_PROJECT("unknown-project", "a namespace that is none of the Projects that are read"),
    UNKNOWN_WAREHOUSE("unknown-warehouse", "an origin that does not exist"),
    UNUSED_WAREHOUSE("unused-warehouse", "a Warehouse whose Freight no Stage requests"),
    UNKNOWN_STAGE("unknown-stage", "an upstream Stage that does not exist"),
    NO_SOURCE("no-source", "a request with neither `direct` nor `stages`: only approvals bring Freight there"),
    UPSTREAM_ORIGIN("upstream-origin", "an upstream Stage that does not take Freight of that Warehouse"),
    STAGE_CYCLE("stage-cycle", "Stages that wait for each other; a warning if Freight can enter the circle"),
    UNREACHABLE_STAGE("unreachable-stage", "a Stage behind one that nothing reaches"),
    SOAK_NEVER_PASSES("soak-never-passes", "a soak time behind a Stage without steps, in which no Freight ever stays"),
    POLICY_WITHOUT_STAGE("policy-without-stage", "a promotion policy that selects no Stage"),
    ROLLBACK_NEVER(
            "rollback-never",
            "an `autoRollback` whose Stages an earlier policy decides about, or never fail in a way it waits for"),
    UNKNOWN_ANALYSIS_TEMPLATE("unknown-analysis-template", "a template that is not among the manifests"),
    UNKNOWN_TASK("unknown-task", "a task that does not exist"),
    MISSING_VARIABLE("missing-variable", "a task's input that nobody supplies"),
    UNKNOWN_STEP("unknown-step", "a step that does not exist"),
    STEP_CONFIG("step-config", "a config that the step would refuse"),
    EXPRESSION_SYNTAX("expression-syntax", "an expression that cannot be compiled"),
    CONDITION_WITHOUT_EXPRESSION(
            "condition-without-expression", "an `if` that is plain text, which is never true or false"),
    UNKNOWN_FUNCTION("unknown-function", "a function that does not exist, or not at that place"),
    UNKNOWN_VARIABLE("unknown-variable", "a variable that is nil for certain"),
    UNKNOWN_OUTPUT("unknown-output", "the output or status of a step that does not exist or comes later"),
    UNKNOWN_SUBSCRIPTION(
            "unknown-subscription",
            "`imageFrom()` and its like for what no requested Warehouse subscribes to, or several do"),
    UNKNOWN_CONFIG_MAP("unknown-config-map", "`configMap()` for one that is not among the manifests"),
    WRONG_ARGUMENTS(
            "wrong-arguments",
            "a function called with too few or too many arguments, or with something that is no string"),
    WRONG_RESULT("wrong-result", "a condition that is never true or false, an argument that is never a string"),

    // Verification.
    ANALYSIS_METRIC("analysis-metric", "a metric with no provider or several, or one that is not supported here"),
    UNKNOWN_ARGUMENT(
            "unknown-argument",
            "`{{args.name}}` that the template does not declare; an argument of a Stage that no template declares"),
    MISSING_ARGUMENT("missing-argument", "an argument of a template that nobody gives a value"),
    DUPLICATE_METRIC("duplicate-metric", "two metrics of one name in what is measured together");

    private final String id;
    private final String description;

    Rule(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** The stable id in kebab-case, as findings carry it. */
    public String id() {
        return id;
    }

    /** What the rule finds, as part of a sentence, in Markdown. */
    public String description() {
        return description;
    }

    /** All rules in the order of their ids. */
    public static List<Rule> all() {
        return Arrays.stream(values()).sorted(Comparator.comparing(Rule::id)).toList();
    }
}
