package io.jenkins.plugins.waybill.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.jenkins.plugins.waybill.expression.Template;

/** The JSON schema (draft 7) of a step's config, kept beside the step as {@code <name>.schema.json}. */
public final class StepSchema {

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

    /** Rules about which keys there are; no expression changes that. */
    private static final Set<String> ABOUT_KEYS = Set.of("required", "additionalProperties");

    private final JsonNode document;
    private final JsonSchema schema;

    private StepSchema(JsonNode document) {
        this.document = document;
        this.schema = FACTORY.getSchema(
                document,
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    /** Reads the schema that lies beside a step's class. */
    public static StepSchema beside(Class<?> step, String name) {
        try (InputStream resource = step.getResourceAsStream(name + ".schema.json")) {
            if (resource == null) {
                throw new IllegalStateException("No schema " + name + ".schema.json beside " + step.getName());
            }
            return new StepSchema(new ObjectMapper().readTree(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema itself, for editors and documentation. */
    public JsonNode document() {
        return document.deepCopy();
    }

    /** What is wrong with a config, each as a sentence that names the place; empty when it is valid. */
    public List<String> violations(JsonNode config) {
        return schema.validate(config).stream()
                .map(violation -> violation.getMessage())
                .sorted()
                .toList();
    }

    /**
     * What is wrong with a config as it is written, whatever its expressions come out as: by JSON pointer, each as a
     * sentence.
     */
    public Map<String, String> certainViolations(JsonNode config) {
        Map<String, String> certain = new TreeMap<>();
        for (ValidationMessage violation : schema.validate(config)) {
            JsonNode found = violation.getInstanceNode();
            boolean choice = violation.getEvaluationPath().toString().matches(".*(oneOf|anyOf|not|/if).*");
            if (choice && violation.getType().equals("required")) {
                // The choice itself says which fields it wants.
                continue;
            }
            boolean aboutKeys = ABOUT_KEYS.contains(violation.getType()) && !choice;
            if (aboutKeys || found == null || !mentionsExpression(found)) {
                String pointer = pointer(violation.getInstanceLocation());
                if (violation.getType().equals("additionalProperties")) {
                    pointer += "/" + escaped(violation.getProperty());
                }
                certain.merge(pointer, SchemaWords.of(violation, document), (one, other) -> one + " " + other);
            }
        }
        return certain;
    }

    private static boolean mentionsExpression(JsonNode value) {
        if (value.isTextual()) {
            return Template.hasExpression(value.textValue());
        }
        for (JsonNode child : value) {
            if (mentionsExpression(child)) {
                return true;
            }
        }
        return false;
    }

    private static String pointer(JsonNodePath path) {
        StringBuilder pointer = new StringBuilder();
        for (int index = 0; index < path.getNameCount(); index++) {
            pointer.append('/').append(escaped(String.valueOf(path.getElement(index))));
        }
        return pointer.toString();
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
