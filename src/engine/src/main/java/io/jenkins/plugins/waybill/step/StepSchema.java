package io.jenkins.plugins.waybill.step;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;

/** The JSON schema (draft 7) of a step's config, kept beside the step as {@code <name>.schema.json}. */
public final class StepSchema {

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

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
}
