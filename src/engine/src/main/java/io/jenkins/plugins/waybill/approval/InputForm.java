package io.jenkins.plugins.waybill.approval;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.DisallowSchemaLoader;

/**
 * A form that people fill in, described by a JSON schema (draft 4, 6 or 7) whose root is an object. Manifests and answers
 * are typed by users: a schema is never fetched from elsewhere, and its patterns match in linear time.
 */
public final class InputForm {

    private final JsonSchema schema;

    private InputForm(JsonSchema schema) {
        this.schema = schema;
    }

    /**
     * The form that a schema describes.
     *
     * @throws IllegalArgumentException with the reason, as a sentence, when it describes none
     */
    public static InputForm of(ObjectNode document) {
        if (!document.path("type").asText().equals("object")) {
            throw new IllegalArgumentException(
                    "The root of the form's schema must have 'type: object', because what people"
                            + " submit is a set of named fields; it has "
                            + (document.has("type")
                                    ? "'type: " + document.get("type").asText() + "'"
                                    : "no type") + ".");
        }
        VersionFlag version = version(document);
        try {
            JsonSchema schema = JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(version))
                    .schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance()))
                    .build()
                    .getSchema(
                            document,
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .regularExpressionFactory(InputForm::expression)
                                    .build());
            schema.initializeValidators();
            return new InputForm(schema);
        } catch (JsonSchemaException e) {
            throw new IllegalArgumentException("The form's schema cannot be used: " + e.getMessage(), e);
        }
    }

    private static VersionFlag version(ObjectNode document) {
        if (!document.has("$schema")) {
            return VersionFlag.V7;
        }
        return SpecVersionDetector.detectOptionalVersion(document, false)
                .filter(List.of(VersionFlag.V4, VersionFlag.V6, VersionFlag.V7)::contains)
                .orElseThrow(() -> new IllegalArgumentException("The form's schema says '$schema: "
                        + document.get("$schema").asText() + "'; drafts 4, 6 and 7 can be used."));
    }

    private static RegularExpression expression(String pattern) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            return text -> compiled.matcher(text).find();
        } catch (PatternSyntaxException e) {
            throw new JsonSchemaException("the pattern '" + pattern + "' is not one of RE2: " + e.getMessage());
        }
    }

    /** What is wrong with values, each as a text that names the field; empty when they fit. */
    public List<String> violations(JsonNode values) {
        return schema.validate(values).stream()
                .map(violation -> violation.getMessage().replaceFirst("^\\$\\.?(:\\s*)?", ""))
                .sorted()
                .toList();
    }
}
