package io.jenkins.plugins.waybill.step;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds docs/steps to the steps themselves. */
class StepPagesTest {

    private static final Path PAGES = Path.of("../../docs/steps");
    private static final Pattern FIELD =
            Pattern.compile("^\\| `([^`]+)` \\| [^|]+ \\| (yes)? ?\\| ", Pattern.MULTILINE);

    static Stream<PromotionStep> steps() {
        return StepRegistry.standard().all().stream();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void everyStepHasAPageWithItsFields(PromotionStep step) throws Exception {
        Path page = PAGES.resolve(step.name() + ".md");
        assertThat(page).as("page of " + step.name()).exists();
        String text = Files.readString(page);
        List<String> documented = new ArrayList<>();
        Matcher field = FIELD.matcher(text.substring(0, text.indexOf("\n## Output")));
        while (field.find()) {
            documented.add(field.group(1) + (field.group(2) == null ? "" : " (required)"));
        }
        List<String> declared = new ArrayList<>();
        collect(step.schema().document(), "", declared);
        assertThat(documented).containsExactlyElementsOf(declared);
        assertThat(text).contains("## Example", "uses: " + step.name());
        assertThat(Files.readString(PAGES.resolve("README.md"))).contains("(" + step.name() + ".md)");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void pagesSayOfFieldsWhatTheSchemaSays(PromotionStep step) throws Exception {
        List<String> said = Files.readString(PAGES.resolve(step.name() + ".md"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        describe(step.schema().document(), "").forEach((field, description) -> assertThat(said)
                .as(field + ": " + description)
                .anyMatch(line -> line.startsWith("| `" + field + "` |") && line.contains("| " + description)));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void pagesAndTheirSummaryComeWithTheProgram(PromotionStep step) throws Exception {
        assertThat(StepPage.of(step.name())).contains(Files.readString(PAGES.resolve(step.name() + ".md")));
        assertThat(StepPage.summary(step.name()).orElse("")).endsWith(".");
        assertThat(StepPage.of("../" + step.name())).isEmpty();
    }

    private static Map<String, String> describe(JsonNode schema, String prefix) {
        Map<String, String> descriptions = new TreeMap<>();
        schema.path("properties").fields().forEachRemaining(property -> {
            JsonNode type = property.getValue();
            boolean list = type.path("type").asText().equals("array");
            String name = prefix + property.getKey() + (list ? "[]" : "");
            descriptions.put(name, type.path("description").asText());
            descriptions.putAll(describe(list ? type.path("items") : type, name + "."));
        });
        return descriptions;
    }

    private static void collect(JsonNode schema, String prefix, List<String> fields) {
        schema.path("properties").fields().forEachRemaining(property -> {
            JsonNode type = property.getValue();
            boolean list = type.path("type").asText().equals("array");
            String name = prefix + property.getKey() + (list ? "[]" : "");
            boolean required = false;
            for (JsonNode wanted : schema.path("required")) {
                required |= wanted.asText().equals(property.getKey());
            }
            fields.add(name + (required ? " (required)" : ""));
            collect(list ? type.path("items") : type, name + ".", fields);
        });
    }
}
