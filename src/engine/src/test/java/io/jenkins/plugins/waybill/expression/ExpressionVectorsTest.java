package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ExpressionVectorsTest {

    @Test
    void every_recorded_expression_has_the_value_that_expr_lang_gives_it() {
        List<JsonNode> vectors = RecordedVectors.of("expressions.jsonl");
        Scope scope = scope(vectors.get(0).get("environment"));
        Set<String> chosen = RecordedVectors.differences().keySet();
        List<String> differences = new ArrayList<>();
        for (JsonNode vector : vectors.subList(1, vectors.size())) {
            String text = vector.get("expression").textValue();
            String expected = vector.has("error") ? "error" : RecordedValues.written(vector.get("value"));
            String actual = answer(text, scope);
            if (chosen.contains(text) == (expected.equals(actual.startsWith("error") ? "error" : actual))) {
                differences.add(text + "\n    expected " + expected + "\n    but was  " + actual);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(vectors).hasSizeGreaterThan(5_000);
    }

    static Scope scope(JsonNode environment) {
        Scope.Builder scope = Scope.builder();
        ((Map<?, ?>) RecordedValues.read(environment)).forEach((name, value) -> scope.variable((String) name, value));
        return scope.build();
    }

    private static String answer(String text, Scope scope) {
        try {
            return RecordedValues.written(Expression.compile(text).evaluate(scope));
        } catch (ExpressionException e) {
            return "error: " + e.reason();
        }
    }
}
