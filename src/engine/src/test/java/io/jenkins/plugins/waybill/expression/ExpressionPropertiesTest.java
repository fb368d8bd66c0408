package io.jenkins.plugins.waybill.expression;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class ExpressionPropertiesTest {

    private static final List<JsonNode> VECTORS = RecordedVectors.of("expressions.jsonl");
    private static final Scope SCOPE = Scope.builder()
            .extending(ExpressionVectorsTest.scope(VECTORS.get(0).get("environment")))
            .extending(Template.functions())
            .limits(new Limits(100_000, 100_000, 100_000))
            .build();

    @Property(tries = 3_000)
    void any_text_is_an_expression_or_refused(@ForAll String text) {
        assertThat(answers(text)).isTrue();
    }

    @Property(tries = 3_000)
    void any_heap_of_words_is_an_expression_or_refused(@ForAll("words") List<String> words) {
        assertThat(answers(String.join(" ", words))).isTrue();
        assertThat(answers(String.join("", words))).isTrue();
    }

    @Property(tries = 1_000)
    void any_text_in_delimiters_is_a_template_or_refused(@ForAll("words") List<String> words) {
        String text = String.join(" ", words);
        try {
            Template.evaluate("a ${{ " + text + " }} b ${% " + text + " %}", SCOPE);
        } catch (ExpressionException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.of(
                        "1",
                        "2.5",
                        "'a'",
                        "\"",
                        "`x`",
                        "i",
                        "s",
                        "users",
                        "m",
                        "n",
                        "$env",
                        "#",
                        "#acc",
                        ".name",
                        "?.",
                        ".",
                        "..",
                        "[",
                        "]",
                        "(",
                        ")",
                        "{",
                        "}",
                        ",",
                        ":",
                        ";",
                        "|",
                        "+",
                        "-",
                        "*",
                        "**",
                        "/",
                        "%",
                        "==",
                        "<",
                        ">=",
                        "??",
                        "?",
                        "not",
                        "in",
                        "and",
                        "or",
                        "!",
                        "matches",
                        "contains",
                        "let",
                        "x",
                        "=",
                        "if",
                        "else",
                        "map",
                        "filter",
                        "reduce",
                        "len",
                        "sort",
                        "toJSON",
                        "now",
                        "duration",
                        "'1h'",
                        "nil",
                        "true",
                        "::",
                        "//",
                        "/*",
                        "*/",
                        "quote",
                        "ä",
                        "\n",
                        "0x",
                        "1e",
                        "b'a'")
                .list()
                .ofMaxSize(25);
    }

    /** Fails by any other exception than the one that people are to see. */
    private static boolean answers(String text) {
        try {
            Expression.compile(text).references();
            Expression.compile(text).evaluate(SCOPE);
        } catch (ExpressionException refused) {
            assertThat(refused.line()).isPositive();
        }
        return true;
    }
}
