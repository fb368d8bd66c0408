package io.jenkins.plugins.waybill.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.fixture.StepRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What people read who write a wrong config: the examples of docs/steps, with each field in turn left out or of the wrong
 * type, and with a field that nobody knows.
 */
class WrongConfigTest {

    private static final Path PAGES = Path.of("../../docs/steps");
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    static Stream<PromotionStep> steps() {
        return StepRegistry.standard().all().stream();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void a_field_that_is_missing_unknown_or_of_the_wrong_type_is_named(PromotionStep step) {
        List<ObjectNode> examples = examples(step);
        assertThat(examples).as("examples on the page of " + step.name()).isNotEmpty();
        List<Wrong> wrong = examples.stream()
                .flatMap(example -> wrong(step, example).stream())
                .toList();
        // compose-output takes whatever it is given.
        assertThat(wrong.isEmpty())
                .isEqualTo(step.schema().document().path("properties").isEmpty());
        assertThat(wrong).allSatisfy(config -> assertThat(step.schema().violations(config.config()))
                .as(step.name() + " " + config.config())
                .extracting(StepSchema.Violation::toString)
                .anyMatch(text -> text.matches(config.expected())));
    }

    private record Wrong(ObjectNode config, String expected) {}

    private static List<ObjectNode> examples(PromotionStep step) {
        List<ObjectNode> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(read(PAGES.resolve(step.name() + ".md")));
        while (block.find()) {
            for (JsonNode each : StepRun.yaml("steps:\n" + block.group(1)).path("steps")) {
                if (each.path("uses").asText().equals(step.name()) && each.get("config") instanceof ObjectNode config) {
                    examples.add(config);
                }
            }
        }
        return examples;
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Wrong> wrong(PromotionStep step, ObjectNode example) {
        List<Wrong> wrong = new ArrayList<>();
        spoil(example, step.schema().document(), List.of(), wrong);
        return wrong;
    }

    private static void spoil(ObjectNode example, JsonNode schema, List<Object> place, List<Wrong> wrong) {
        if (at(example, place) instanceof ArrayNode items) {
            for (int index = 0; index < items.size(); index++) {
                spoil(example, schema.path("items"), below(place, index), wrong);
            }
        }
        if (!(at(example, place) instanceof ObjectNode fields)) {
            return;
        }
        String here = Pattern.quote(text(place));
        for (JsonNode required : schema.path("required")) {
            ObjectNode without = example.deepCopy();
            ((ObjectNode) at(without, place)).remove(required.asText());
            wrong.add(new Wrong(without, here + "(: )?.*'" + Pattern.quote(required.asText()) + "' is missing\\..*"));
        }
        JsonNode others = schema.path("additionalProperties");
        if (others.isBoolean() && !others.asBoolean()) {
            ObjectNode more = example.deepCopy();
            ((ObjectNode) at(more, place)).put("nonsense", true);
            wrong.add(new Wrong(more, here + "\\.?nonsense: Unknown field 'nonsense'\\. Known here: .*"));
        }
        fields.fieldNames().forEachRemaining(name -> {
            JsonNode type = schema.path("properties").path(name);
            List<Object> field = below(place, name);
            if (type.path("type").isTextual()) {
                ObjectNode mistyped = example.deepCopy();
                ((ObjectNode) at(mistyped, place))
                        .set(
                                name,
                                type.path("type").asText().equals("array")
                                        ? JsonNodeFactory.instance.numberNode(7)
                                        : JsonNodeFactory.instance.arrayNode());
                wrong.add(new Wrong(
                        mistyped,
                        Pattern.quote(text(field))
                                + ": It must be (a|true or false|a whole number)[^.]*, not (7|\\[\\])\\."));
            }
            spoil(example, type, field, wrong);
        });
    }

    private static List<Object> below(List<Object> place, Object step) {
        List<Object> deeper = new ArrayList<>(place);
        deeper.add(step);
        return deeper;
    }

    private static String text(List<Object> place) {
        StringBuilder text = new StringBuilder();
        for (Object step : place) {
            text.append(step instanceof Integer ? "[" + step + "]" : text.isEmpty() ? step : "." + step);
        }
        return text.toString();
    }

    private static JsonNode at(JsonNode node, List<Object> place) {
        JsonNode found = node;
        for (Object step : place) {
            found = step instanceof Integer index ? found.path(index) : found.path((String) step);
        }
        return found;
    }
}
