package io.jenkins.plugins.waybill.manifest;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * The names that an expression at some place may use.
 *
 * @param functions beside those of the language
 * @param roots variables; others are nil; null when they cannot be known
 * @param context dotted paths below {@code ctx}
 * @param variables names below {@code vars}; null when they cannot be known
 * @param outputs what is known about {@code outputs}; null when nothing is
 * @param siblings the same about {@code task.outputs}
 * @param constants the variables below {@code vars} that are the same text in every promotion
 * @param origins the Warehouses that the Stage requests Freight of; null when the Stage is not known
 */
record ExpressionNames(
        Set<String> functions,
        @Nullable Set<String> roots,
        Set<String> context,
        @Nullable Set<String> variables,
        @Nullable Aliases outputs,
        @Nullable Aliases siblings,
        PMap<String, String> constants,
        @Nullable List<String> origins) {

    /**
     * Which steps have an output when an expression is evaluated.
     *
     * @param numbers all aliases with the number of their step
     * @param current the step that the expression belongs to; an earlier attempt of it may have left an output
     */
    record Aliases(Map<String, Integer> numbers, int current) {

        boolean hasRun(String alias) {
            return numbers.getOrDefault(alias, Integer.MAX_VALUE) <= current;
        }

        boolean exists(String alias) {
            return numbers.containsKey(alias);
        }

        /** The aliases that may be used. */
        List<String> before() {
            return numbers.keySet().stream().filter(this::hasRun).toList();
        }
    }

    private static final Set<String> LOOKUPS = Set.of(
            "quote",
            "unsafeQuote",
            "asYAML",
            "asJSON",
            "configMap",
            "sharedConfigMap",
            "secret",
            "sharedSecret",
            "warehouse",
            "commitFrom",
            "imageFrom",
            "chartFrom",
            "artifactFrom",
            "freightMetadata",
            "freightStatus",
            "stageMetadata",
            "semverDiff",
            "semverParse");
    private static final Set<String> PROMOTION =
            Stream.concat(LOOKUPS.stream(), Stream.of("changeLog")).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> STATUS = Set.of("always", "success", "failure", "status");
    private static final Set<String> STEP = Set.of("ctx", "vars", "outputs", "stepMetas", "target");
    private static final Set<String> TASK_STEP = Set.of("ctx", "vars", "outputs", "stepMetas", "target", "task");
    private static final Set<String> PROMOTION_CONTEXT = Set.of(
            "project",
            "stage",
            "promotion",
            "uiBaseUrl",
            "targetFreight",
            "targetFreight.name",
            "targetFreight.alias",
            "targetFreight.origin",
            "targetFreight.origin.name",
            "meta",
            "meta.promotion",
            "meta.promotion.actor",
            "meta.promotion.rollback",
            "meta.step",
            "meta.step.alias");

    static final ExpressionNames CRITERIA =
            bare(Set.of("commitFrom", "imageFrom", "chartFrom", "artifactFrom"), Set.of());
    static final ExpressionNames BRANCH_FILTER =
            bare(Set.of(), Set.of("id", "commitDate", "author", "committer", "subject"));
    static final ExpressionNames TAG_FILTER = bare(
            Set.of(), Set.of("tag", "id", "creatorDate", "author", "committer", "subject", "tagger", "annotation"));
    /** In the config of the step http. */
    static final ExpressionNames RESPONSE = bare(Set.of(), Set.of("response"));
    /** In the config of yaml-parse and the like, where the keys of the document are the variables. */
    static final ExpressionNames PARSED = bare(Set.of(), null);
    /** In the actions of a generic webhook receiver. */
    static final ExpressionNames WEBHOOK =
            bare(Set.of("normalizeGit", "normalizeImage", "normalizeChart"), Set.of("request", "params"));

    /** In the templates of such an action. */
    static final ExpressionNames WEBHOOK_TEMPLATE = bare(
            Set.of(
                    "normalizeGit",
                    "normalizeImage",
                    "normalizeChart",
                    "quote",
                    "unsafeQuote",
                    "asYAML",
                    "asJSON",
                    "semverDiff",
                    "semverParse"),
            Set.of("request", "params"));

    static final ExpressionNames FREIGHT_LINK = bare(Set.of(), Set.of("freight"));
    static final ExpressionNames STAGE_LINK = bare(Set.of(), Set.of("stage"));
    /** In the conditions of a metric. */
    static final ExpressionNames MEASUREMENT =
            bare(Set.of("asInt", "asFloat", "isNaN", "isInf", "isNil", "default"), Set.of("result"));

    private static ExpressionNames bare(Set<String> functions, @Nullable Set<String> roots) {
        return new ExpressionNames(functions, roots, Set.of(), null, null, null, HashTreePMap.empty(), null);
    }

    /** For the first variable of a promotion to a Stage; the others see those before them. */
    static ExpressionNames promotion(List<String> origins) {
        return new ExpressionNames(
                PROMOTION,
                Set.of("ctx", "vars", "target"),
                PROMOTION_CONTEXT,
                Set.of(),
                null,
                null,
                HashTreePMap.empty(),
                origins);
    }

    /** For the arguments of a verification, which see the variables of the Stage only. */
    ExpressionNames verification() {
        return new ExpressionNames(
                LOOKUPS, Set.of("ctx", "vars"), Set.of("project", "stage"), variables, null, null, constants, origins);
    }

    /** For a step, where what earlier steps put out can be used. */
    ExpressionNames step(Aliases earlier) {
        return new ExpressionNames(PROMOTION, STEP, PROMOTION_CONTEXT, variables, earlier, null, constants, origins);
    }

    /**
     * For a step of a task, of whose users little is known.
     *
     * @param variables those that may reach the task; null when they cannot be known
     */
    static ExpressionNames task(@Nullable Set<String> variables, @Nullable Aliases siblings) {
        return new ExpressionNames(
                PROMOTION, TASK_STEP, PROMOTION_CONTEXT, variables, null, siblings, HashTreePMap.empty(), null);
    }

    /**
     * The same place with one more variable.
     *
     * @param constant the text that it is in every promotion; null when that is not known
     */
    ExpressionNames with(String variable, @Nullable String constant) {
        PMap<String, String> known = constant == null ? constants.minus(variable) : constants.plus(variable, constant);
        return new ExpressionNames(functions, roots, context, more(variable), outputs, siblings, known, origins);
    }

    private @Nullable Set<String> more(String variable) {
        if (variables == null) {
            return null;
        }
        PSet<String> known = variables instanceof PSet<String> set ? set : HashTreePSet.from(variables);
        return known.plus(variable);
    }

    /** The same place, where the results of earlier steps can be asked for: {@code if} and {@code config}. */
    ExpressionNames withStatus() {
        Set<String> more = new HashSet<>(functions);
        more.addAll(STATUS);
        return new ExpressionNames(more, roots, context, variables, outputs, siblings, constants, origins);
    }

    /** Whether the function exists, if only elsewhere. */
    static boolean isFunction(String name) {
        return PROMOTION.contains(name) || STATUS.contains(name);
    }
}
