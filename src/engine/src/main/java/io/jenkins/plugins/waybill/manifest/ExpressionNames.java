package io.jenkins.plugins.waybill.manifest;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePSet;
import org.pcollections.PSet;

/**
 * The names that an expression at some place may use.
 *
 * @param functions beside those of the language
 * @param roots variables; others are nil
 * @param context dotted paths below {@code ctx}
 * @param variables names below {@code vars}; null when they cannot be known
 * @param outputs what is known about {@code outputs}; null when nothing is
 * @param siblings the same about {@code task.outputs}
 */
record ExpressionNames(
        Set<String> functions,
        Set<String> roots,
        Set<String> context,
        @Nullable Set<String> variables,
        @Nullable Aliases outputs,
        @Nullable Aliases siblings) {

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
    private static final Set<String> STATUS = Set.of("always", "success", "failure", "status");
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

    static final ExpressionNames CRITERIA = new ExpressionNames(
            Set.of("commitFrom", "imageFrom", "chartFrom", "artifactFrom"), Set.of(), Set.of(), null, null, null);
    static final ExpressionNames BRANCH_FILTER = bare("id", "commitDate", "author", "committer", "subject");
    static final ExpressionNames TAG_FILTER =
            bare("tag", "id", "creatorDate", "author", "committer", "subject", "tagger", "annotation");

    /** For the conditions of metrics. */
    static final ExpressionNames CONDITION = new ExpressionNames(
            Set.of("asInt", "asFloat", "isNaN", "isInf", "isNil", "default"),
            Set.of("result"),
            Set.of(),
            null,
            null,
            null);

    private static ExpressionNames bare(String... roots) {
        return new ExpressionNames(Set.of(), Set.of(roots), Set.of(), null, null, null);
    }

    /** For the variables of a promotion, which see those before them. */
    static ExpressionNames promotionVariable(Set<String> earlier) {
        return new ExpressionNames(LOOKUPS, Set.of("ctx", "vars", "target"), PROMOTION_CONTEXT, earlier, null, null);
    }

    /** For the arguments of a verification. */
    static ExpressionNames verification(Set<String> stageVariables) {
        return new ExpressionNames(
                LOOKUPS, Set.of("ctx", "vars"), Set.of("project", "stage"), stageVariables, null, null);
    }

    /** For the variables of a step. */
    static ExpressionNames stepVariable(
            boolean inTask, @Nullable Set<String> variables, @Nullable Aliases outputs, @Nullable Aliases siblings) {
        Set<String> roots = new HashSet<>(Set.of("ctx", "vars", "outputs", "stepMetas", "target"));
        if (inTask) {
            roots.add("task");
        }
        return new ExpressionNames(LOOKUPS, roots, PROMOTION_CONTEXT, variables, outputs, siblings);
    }

    /** The same place with one more variable. */
    ExpressionNames with(String variable) {
        if (variables == null) {
            return this;
        }
        PSet<String> known = variables instanceof PSet<String> set ? set : HashTreePSet.from(variables);
        return new ExpressionNames(functions, roots, context, known.plus(variable), outputs, siblings);
    }

    /** The same place, where the results of earlier steps can be asked for: {@code if} and {@code config}. */
    ExpressionNames withStatus() {
        Set<String> more = new HashSet<>(functions);
        more.addAll(STATUS);
        return new ExpressionNames(more, roots, context, variables, outputs, siblings);
    }

    /** Whether the function exists, if only elsewhere. */
    static boolean isFunction(String name) {
        return LOOKUPS.contains(name) || STATUS.contains(name);
    }
}
