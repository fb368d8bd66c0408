package io.jenkins.plugins.waybill.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.jenkins.plugins.waybill.manifest.ManifestDocument;
import io.jenkins.plugins.waybill.manifest.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class EditorSchemasTest {

    private static final EditorSchemas SCHEMAS = new EditorSchemas(StepRegistry.standard());
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

    @Test
    void the_examples_are_what_the_schemas_describe() throws IOException {
        JsonSchema any = FACTORY.getSchema(SCHEMAS.schema(EditorSchemas.ANY));
        List<Path> paths;
        try (Stream<Path> found = Files.list(Path.of("../../examples"))) {
            paths = found.filter(Files::isDirectory).toList();
        }
        Collection<ManifestDocument> documents = Manifests.read(paths).documents();

        assertThat(documents).isNotEmpty().allSatisfy(document -> {
            assertThat(any.validate(document.json())).as("%s", document).isEmpty();
            if (document.apiVersion().equals(Manifests.KARGO)) {
                assertThat(FACTORY.getSchema(SCHEMAS.schema(document.kind())).validate(document.json()))
                        .as("%s", document)
                        .isEmpty();
            }
        });
    }

    @Test
    void the_config_of_a_step_is_checked_and_may_hold_expressions() {
        assertThat(messages(
                        "{uses: git-clone, config: {repoURL: a, checkout: [{path: ., create: '${{ vars.create }}'}]}}"))
                .isEmpty();
        assertThat(messages("{uses: git-clone, config: {repoURL: a, checkout: [{path: ., create: sometimes}]}}"))
                .isNotEmpty();
        assertThat(messages("{uses: git-clone, config: {repoURl: a, checkout: [{path: .}]}}"))
                .anyMatch(message -> message.contains("'repoURL'"));
        assertThat(messages("{uses: made-at-home, config: {whatever: 1}}")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void every_field_of_a_kind_has_a_description(String kind) {
        JsonNode schema = SCHEMAS.schema(kind);
        List<String> silent = new ArrayList<>();
        collect("", schema.path("properties"), schema.path("definitions"), silent);

        assertThat(silent).isEmpty();
    }

    static List<String> kinds() {
        return SCHEMAS.kinds();
    }

    private static void collect(String place, JsonNode properties, JsonNode definitions, List<String> silent) {
        properties.fields().forEachRemaining(field -> {
            String at = place + "/" + field.getKey();
            JsonNode schema = field.getValue();
            String reference = schema.path("$ref").asText();
            JsonNode meant = reference.isEmpty()
                    ? schema
                    : definitions.path(reference.substring(reference.lastIndexOf('/') + 1));
            if (!schema.has("description") && !meant.has("description")) {
                silent.add(at);
            }
            if (at.length() < 200) {
                collect(at, meant.path("properties"), definitions, silent);
                collect(at + "[]", meant.path("items").path("properties"), definitions, silent);
            }
        });
    }

    private static List<String> messages(String step) {
        String text = "apiVersion: kargo.akuity.io/v1alpha1\nkind: PromotionTask\n"
                + "metadata: {name: task, namespace: shop}\nspec: {steps: [" + step + "]}\n";
        return FACTORY
                .getSchema(SCHEMAS.schema("PromotionTask"))
                .validate(Manifests.read("m.yaml", text).documents().get(0).json())
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
