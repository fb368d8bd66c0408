/**
 * The expressions of manifests: expr-lang v1.17 with Kargo's templates ({@code ${{ }}}, {@code ${% %}}), evaluated
 * with Go's idea of numbers, text and time, under limits, because users type them. Knows nothing of Freight, stages
 * or steps: callers hand in variables and functions as a {@link io.jenkins.plugins.waybill.expression.Scope}. Start
 * with {@link io.jenkins.plugins.waybill.expression.Template} and
 * {@link io.jenkins.plugins.waybill.expression.Expression}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.expression;
