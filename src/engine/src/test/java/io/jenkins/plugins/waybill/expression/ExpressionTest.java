package io.jenkins.plugins.waybill.expression;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExpressionTest {

    private static final Scope SCOPE = Scope.builder()
            .variable("outputs", Map.of("build", Map.of("tag", "1.2.3")))
            .variable("secret", StringMap.of(Map.of("user", "jan")))
            .variable(
                    "image",
                    GoStruct.named("Image")
                            .field("RepoURL", "repoURL", "nginx")
                            .field("Tag", "tag", "1.27")
                            .build())
            .function("add", arguments -> (Long) arguments.get(0) + (Long) arguments.get(1))
            .function("fail", arguments -> {
                throw new IllegalStateException("no such freight");
            })
            .build();

    private static Object value(String expression) {
        return Expression.compile(expression).evaluate(SCOPE);
    }

    @Test
    void operators_bind_as_in_the_language_definition() {
        assertThat(value("1 + 2 * 3 ** 2")).isEqualTo(19.0);
        assertThat(value("-2 ** 2")).isEqualTo(-4.0);
        assertThat(value("1 < 2 and not false")).isEqualTo(true);
        assertThat(value("1 < 2 < 3")).isEqualTo(true);
        assertThat(value("'b' | upper() + 'x'")).isEqualTo("Bx");
        assertThat(value("7 / 2")).isEqualTo(3.5);
        assertThat(value("7 % 2")).isEqualTo(1L);
    }

    @Test
    void members_of_maps_texts_and_structs_are_found_by_name() {
        assertThat(value("outputs.build.tag")).isEqualTo("1.2.3");
        assertThat(value("outputs['nothing']?.tag")).isNull();
        assertThat(value("secret.password ?? 'none'")).isEqualTo("");
        assertThat(value("image.Tag")).isEqualTo("1.27");
        assertThat(value("toJSON(image)")).isEqualTo("{\n  \"repoURL\": \"nginx\",\n  \"tag\": \"1.27\"\n}");
    }

    @Test
    void functions_of_the_scope_are_called_and_their_failures_told() {
        assertThat(value("add(1, 2)")).isEqualTo(3L);
        assertThatThrownBy(() -> value("1 +\n fail()"))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("fail: no such freight (2:2)\n |  fail()\n |  ^");
    }

    @Test
    void predicates_see_the_element_its_fields_and_the_outer_variables() {
        assertThat(value("filter(1..5, # % 2 == 0)")).isEqualTo(List.of(2L, 4L));
        assertThat(value("let least = 2; map([{a: 1}, {a: 3}], {.a > least})")).isEqualTo(List.of(false, true));
        assertThat(value("reduce(1..4, #acc * # + #index, 1)")).isEqualTo(47L);
    }

    @Test
    void references_tell_what_an_expression_takes_from_its_scope() {
        assertThat(Expression.compile("outputs['build'].tag + imageFrom(vars.repo).Tag + upper('x')")
                        .references())
                .containsExactly(
                        new Reference(
                                Reference.Kind.VARIABLE, "outputs", List.of("build", "tag"), List.of(), false, 1, 1),
                        new Reference(
                                Reference.Kind.FUNCTION,
                                "imageFrom",
                                List.of(),
                                List.of(new Reference.Argument(null, List.of("vars", "repo"), "any")),
                                false,
                                1,
                                24),
                        new Reference(Reference.Kind.VARIABLE, "vars", List.of("repo"), List.of(), false, 1, 34),
                        new Reference(Reference.Kind.FUNCTION, "upper", List.of(), List.of(), true, 1, 51));
    }

    @Test
    void what_costs_too_much_is_stopped() {
        assertThatThrownBy(() -> value("1..10000000")).hasMessageContaining("memory");
        assertThatThrownBy(() -> value("reduce(1..60, #acc + #acc, 'aaaaaaaa')"))
                .hasMessageContaining("text");
        assertThatThrownBy(() -> value("map(1..3000, any(1..3000, # < 0))")).hasMessageContaining("memory");
        assertThatThrownBy(() -> value("let n = 1..3000; map(n, any(n, # < 0))"))
                .hasMessageContaining("steps");
        assertThatThrownBy(() -> value("(".repeat(5_000))).hasMessageContaining("nested");
        assertThatThrownBy(() -> value("1" + "+1".repeat(5_000))).hasMessageContaining("nested");
        assertThat(value("1" + "+1".repeat(500))).isEqualTo(501L);
        assertThatThrownBy(() -> value("-".repeat(5_000) + "1")).hasMessageContaining("nested");
    }

    @Test
    void values_that_share_their_parts_cannot_grow_without_end() {
        String doubled = "let a = reduce(1..40, [#acc, #acc], 1); ";
        for (String use : List.of("a", "toJSON(a)", "string(a)", "a == a", "flatten(a)", "max(a)", "add(a, a)")) {
            assertThatThrownBy(() -> value(doubled + use))
                    .as(use)
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageMatching("(?s).*too (large|long).*");
        }
        String deep = "let a = reduce(1..200000, [#acc], 1); ";
        for (String use : List.of("a", "toJSON(a)", "string(a)", "a == reduce(1..200000, [#acc], 1)", "flatten(a)")) {
            assertThatThrownBy(() -> value(deep + use))
                    .as(use)
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageContaining("nested");
        }
    }

    @Test
    void a_long_path_or_pipeline_is_refused_before_it_is_too_deep() {
        assertThatThrownBy(() -> value("m" + "?.a".repeat(9_000))).hasMessageContaining("nested");
        assertThatThrownBy(() -> value("'a'" + " | upper()".repeat(3_000))).hasMessageContaining("nested");
        assertThatThrownBy(() -> value("1;".repeat(30_000) + "1")).hasMessageContaining("words");
        assertThat(value("'a'" + " | upper()".repeat(100))).isEqualTo("A");
    }

    @Test
    void values_from_outside_may_be_java_numbers_and_json_trees() throws Exception {
        Scope scope = Scope.builder()
                .variable("retries", 3)
                .variable("response", new ObjectMapper().readTree("{\"status\": 200, \"body\": {\"items\": [1]}}"))
                .build();
        assertThat(Expression.compile("retries + 1").evaluate(scope)).isEqualTo(4L);
        assertThat(Expression.compile("response.status == 200 and len(response.body.items) == 1")
                        .evaluate(scope))
                .isEqualTo(true);
    }
}
