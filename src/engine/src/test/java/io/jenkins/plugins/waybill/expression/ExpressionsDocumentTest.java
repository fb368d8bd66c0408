package io.jenkins.plugins.waybill.expression;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs what docs/expressions.md says. */
class ExpressionsDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(json|expression|template)\\n(.*?)^```$");
    private static final Pattern FUNCTION = Pattern.compile("\\b([a-zA-Z0-9]+)\\(");

    @Test
    void every_example_gives_what_stands_behind_its_arrow() throws IOException {
        Scope scope = scope();
        List<String> wrong = new ArrayList<>();
        int examples = 0;
        for (MatchResult block : blocks()) {
            if (block.group(1).equals("json")) {
                continue;
            }
            for (String line : block.group(2).split("\n")) {
                int arrow = line.lastIndexOf(" → ");
                assertThat(arrow).as(line).isPositive();
                String text = line.substring(0, arrow).stripTrailing();
                String expected = line.substring(arrow + 3);
                String actual = answer(text, block.group(1).equals("template"), scope);
                examples++;
                if (!actual.equals(expected)) {
                    wrong.add(text + " gives " + actual + ", not " + expected);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(examples).isGreaterThan(100);
    }

    @Test
    void every_function_of_the_language_has_an_example() throws IOException {
        TreeSet<String> shown = new TreeSet<>();
        blocks().forEach(block -> FUNCTION.matcher(block.group(2)).results().forEach(call -> shown.add(call.group(1))));
        TreeSet<String> silent = new TreeSet<>(Builtin.names());
        silent.removeAll(shown);

        assertThat(silent).isEmpty();
    }

    private static String answer(String text, boolean template, Scope scope) throws IOException {
        try {
            Object value = template
                    ? Template.evaluate(text, scope)
                    : Expression.compile(text).evaluate(scope);
            return JSON.readTree(GoJson.text(value)).toString();
        } catch (ExpressionException e) {
            return "error";
        }
    }

    private static Scope scope() throws IOException {
        Scope.Builder scope = Scope.builder().extending(Template.functions());
        for (MatchResult block : blocks()) {
            if (block.group(1).equals("json")) {
                JSON.readTree(block.group(2))
                        .fields()
                        .forEachRemaining(field -> scope.variable(field.getKey(), plain(field.getValue())));
            }
        }
        return scope.build();
    }

    private static @Nullable Object plain(JsonNode json) {
        return GoJson.fromTree(json);
    }

    private static List<MatchResult> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("../../docs/expressions.md")))
                .results()
                .toList();
    }
}
