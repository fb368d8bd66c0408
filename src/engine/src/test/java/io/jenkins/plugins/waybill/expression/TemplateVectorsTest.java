package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TemplateVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void every_recorded_template_becomes_what_kargo_makes_of_it() throws Exception {
        List<JsonNode> vectors = RecordedVectors.of("templates.jsonl");
        Scope scope = Scope.builder()
                .extending(Template.functions())
                .extending(ExpressionVectorsTest.scope(vectors.get(0).get("environment")))
                .build();
        Scope all =
                Scope.builder().extending(scope).extending(Template.functions()).build();
        Set<String> chosen = RecordedVectors.differences().keySet();
        List<String> differences = new ArrayList<>();
        for (JsonNode vector : vectors.subList(1, vectors.size())) {
            boolean config = vector.has("config");
            String input = vector.get(config ? "config" : "template").textValue();
            String expected = vector.has("error")
                    ? "error"
                    : config ? vector.get("result").textValue() : RecordedValues.written(vector.get("value"));
            String actual = config ? configured(input, scope) : evaluated(input, scope);
            if (chosen.contains(config ? "config " + input : input)
                    == expected.equals(actual.startsWith("error: ") ? "error" : actual)) {
                differences.add(input + "\n    expected " + expected + "\n    but was  " + actual);
            }
        }
        assertThat(differences).isEmpty();
        assertThat(vectors).hasSizeGreaterThan(1_000);
    }

    private static String evaluated(String template, Scope scope) {
        try {
            return RecordedValues.written(Template.evaluate(template, scope));
        } catch (ExpressionException e) {
            return "error: " + e.reason();
        }
    }

    private static String configured(String config, Scope scope) throws Exception {
        try {
            return GoJson.text(GoJson.fromTree(Template.evaluateTree(JSON.readTree(config), scope)));
        } catch (ExpressionException e) {
            return "error: " + e.reason();
        }
    }
}
