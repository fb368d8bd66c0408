package io.jenkins.plugins.waybill.expression;

import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TemplateTest {

    private static final Scope SCOPE = Scope.builder()
            .extending(Template.functions())
            .variable("ctx", Map.of("project", "guestbook", "stage", "test"))
            .variable("vars", Map.of("tag", "1.20"))
            .build();

    @Test
    void text_without_expression_stays_itself() {
        assertThat(Template.hasExpression("42")).isFalse();
        assertThat(Template.evaluate("42", SCOPE)).isEqualTo("42");
    }

    @Test
    void what_the_joined_text_looks_like_decides_its_type() {
        assertThat(Template.evaluate("${{ vars.tag }}", SCOPE)).isEqualTo(1.2);
        assertThat(Template.evaluate("${{ quote(vars.tag) }}", SCOPE)).isEqualTo("1.20");
        assertThat(Template.evaluate("${{ ctx.project }}-${% ctx.stage %}", SCOPE))
                .isEqualTo("guestbook-test");
        assertThat(Template.evaluate("${{ ctx.stage == 'test' }}", SCOPE)).isEqualTo(true);
    }

    @Test
    void versions_are_compared_and_taken_apart() {
        assertThat(Template.evaluate("${{ semverDiff('1.2.3', 'v2.0.0') }}", SCOPE))
                .isEqualTo("Major");
        assertThat(Template.evaluate("${{ semverDiff('1.2.3', '1.3') }}", SCOPE))
                .isEqualTo("Minor");
        assertThat(Template.evaluate("${{ semverDiff('1.2.3', '1.2.4') }}", SCOPE))
                .isEqualTo("Patch");
        assertThat(Template.evaluate("${{ semverDiff('1.2.3', '1.2.3+b') }}", SCOPE))
                .isEqualTo("Metadata");
        assertThat(Template.evaluate("${{ semverDiff('1.2.3', '1.2.3-rc') }}", SCOPE))
                .isEqualTo("None");
        assertThat(Template.evaluate("${{ semverDiff('latest', '1.2.3') }}", SCOPE))
                .isEqualTo("Incomparable");
    }

    @Test
    void a_configuration_keeps_its_keys_and_numbers() throws Exception {
        ObjectMapper json = new ObjectMapper();
        assertThat(Template.evaluateTree(
                                json.readTree(
                                        "{\"${{ 1 }}\": [12345678901234567890, \"${{ 40 + 2 }}\", \"${{ 'a' }}\", {\"b\": \"${{ nil }}\"}]}"),
                                SCOPE)
                        .toString())
                .isEqualTo("{\"${{ 1 }}\":[12345678901234567890,42,\"a\",{\"b\":null}]}");
    }

    @Test
    void the_expressions_of_a_text_can_be_looked_at() {
        assertThat(Template.expressions("a ${{ ctx.stage }} ${%1%}")).containsExactly(" ctx.stage ", "1");
        assertThat(Template.embedded("a ${{ ctx.stage }}")).containsExactly(new Template.Embedded(" ctx.stage ", 5));
    }

    @Test
    void a_fault_shows_the_place_in_the_expression() {
        assertThatThrownBy(() -> Template.evaluate("${{ ctx.project.name }}", SCOPE))
                .hasMessage("cannot take name from string (1:14)\n |  ctx.project.name \n |              ^");
        assertThatThrownBy(() -> Template.evaluate("x ${{ 1", SCOPE)).hasMessageContaining("unclosed expression");
    }
}
