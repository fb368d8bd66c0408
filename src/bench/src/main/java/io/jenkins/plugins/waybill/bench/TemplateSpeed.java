package io.jenkins.plugins.waybill.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.expression.Template;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What typical templates cost; src/oracle/speed_test.go measures the same in Go. */
@State(org.openjdk.jmh.annotations.Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class TemplateSpeed {

    /** The names of the templates, shared with the Go benchmark. */
    @Param({"output", "image", "condition", "people"})
    @SuppressWarnings("NullAway.Init")
    public String name;

    private static final Map<String, String> EXPRESSIONS = Map.of(
            "output", "outputs['commit'].commit",
            "image", "vars.image + ':' + imageFrom(vars.image).Tag",
            "condition", "ctx.stage != 'prod' && (outputs.commit.commit ?? '') != '' && len(vars.image) > 3",
            "people", "vars.people | filter(.age > 30) | map(upper(.name)) | join(', ')");

    private final Scope scope = scope();
    private long count;

    private static Scope scope() {
        List<Object> people = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            people.add(Map.of("name", "person " + number, "age", 20L + number));
        }
        Map<String, Object> vars = new LinkedHashMap<>();
        vars.put("image", "ghcr.io/example/app");
        vars.put("people", people);
        return Scope.builder()
                .extending(Template.functions())
                .variable("vars", vars)
                .variable("ctx", Map.of("stage", "test", "project", "shop"))
                .variable("outputs", Map.of("commit", Map.of("commit", "0123456789abcdef")))
                .function("imageFrom", arguments -> Map.of("Tag", "v1.2.3"))
                .build();
    }

    private String expression() {
        return EXPRESSIONS.getOrDefault(name, "nil");
    }

    /** Parses, checks and evaluates a text never seen before. */
    @Benchmark
    public @Nullable Object parseAndEvaluate() {
        return Expression.compile(expression() + " /* " + count++ + " */").evaluate(scope);
    }

    /** Evaluates what is compiled already. */
    @Benchmark
    public @Nullable Object evaluate() {
        return Expression.compile(expression()).evaluate(scope);
    }

    /** A template as a step's config holds it. */
    @Benchmark
    public @Nullable Object template() {
        return Template.evaluate("registry/${{ " + expression() + " }}", scope);
    }
}
