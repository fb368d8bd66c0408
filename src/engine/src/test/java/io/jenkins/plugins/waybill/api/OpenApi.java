package io.jenkins.plugins.waybill.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;

import static org.assertj.core.api.Assertions.assertThat;

/** The OpenAPI document as something to hold answers against. */
final class OpenApi {

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonNode document;
    private final Map<String, JsonSchema> schemas = new HashMap<>();

    private OpenApi(JsonNode document) {
        this.document = document;
    }

    static OpenApi read() {
        try (InputStream resource = Api.class.getResourceAsStream("openapi.json")) {
            return new OpenApi(new ObjectMapper().readTree(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code GET /projects} and so on. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        document.path("paths").fields().forEachRemaining(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    JsonNode operation(String method, String template) {
        return document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
    }

    /** Every reference leads somewhere. */
    Set<String> brokenReferences() {
        Set<String> broken = new TreeSet<>();
        document.findValuesAsText("$ref").stream()
                .filter(reference -> document.at(reference.substring(1)).isMissingNode())
                .forEach(broken::add);
        return broken;
    }

    /** The answer is one that the document promises for that request. */
    void check(String method, String path, ApiResponse response, JsonNode body) {
        String template = template(method, path);
        JsonNode responses = operation(method, template).path("responses");
        String status = Integer.toString(response.status());
        JsonNode promised = responses.has(status) ? responses.get(status) : responses.path("default");
        if (template.isEmpty()) {
            assertThat(response.status()).as("%s %s", method, path).isIn(404, 405, 400);
            return;
        }
        if (response.status() < 400) {
            assertThat(responses.has(status))
                    .as("%s %s promises %s", method, template, status)
                    .isTrue();
        }
        if (response.body().length == 0) {
            assertThat(promised.has("content"))
                    .as("%s %s: a body is promised", method, template)
                    .isFalse();
            return;
        }
        String type = response.headers().get("Content-Type");
        JsonNode schema = promised.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as("%s %s promises %s for %s", method, template, type, status)
                .isFalse();
        assertThat(schema(schema).validate(body))
                .as("%s %s: %s", method, path, body)
                .isEmpty();
    }

    private String template(String method, String path) {
        for (String operation : operations()) {
            String[] parts = operation.split(" ", 2);
            if (parts[0].equals(method) && path.matches(parts[1].replaceAll("\\{\\w+}", "[^/]+"))) {
                // A fixed segment outweighs a variable one only by order; no two templates here fit one path.
                return parts[1];
            }
        }
        return "";
    }

    private JsonSchema schema(JsonNode schema) {
        return schemas.computeIfAbsent(schema.toString(), text -> {
            ObjectNode whole = schema.deepCopy();
            whole.set("components", document.path("components"));
            return FACTORY.getSchema(
                    whole,
                    SchemaValidatorsConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build());
        });
    }
}
