package io.jenkins.plugins.waybill.step;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.manifest.KindSchemas;

/**
 * JSON schemas (draft 7) for editors: each stands alone, knows the configs of the steps, and lets an expression stand
 * wherever a step takes one.
 */
public final class EditorSchemas {

    /** The schema of files that hold documents of several kinds. */
    public static final String ANY = "Manifest";

    private static final Set<String> WITH_STEPS =
            Set.of("Stage", "PromotionTask", "ClusterPromotionTask", "Promotion", ANY);
    private static final String EXPRESSION = "\\$\\{[{%]";

    private final StepRegistry steps;

    /** Schemas that know the configs of these steps. */
    public EditorSchemas(StepRegistry steps) {
        this.steps = steps;
    }

    /** The kinds in the order of their names, and {@link #ANY}. */
    public List<String> kinds() {
        List<String> kinds = new ArrayList<>(KindSchemas.kinds());
        kinds.add(ANY);
        return List.copyOf(kinds);
    }

    /**
     * The schema of one kind.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public ObjectNode schema(String kind) {
        ObjectNode schema = kind.equals(ANY) ? any() : KindSchemas.document(kind);
        if (WITH_STEPS.contains(kind)) {
            for (String definition : List.of("step", "taskStep")) {
                if (schema.path("definitions").path(definition) instanceof ObjectNode step) {
                    ArrayNode choices = step.withArray("allOf");
                    steps.all().forEach(each -> choices.add(configOf(each)));
                }
            }
        }
        return schema;
    }

    private static ObjectNode any() {
        ObjectNode any = JsonNodeFactory.instance.objectNode();
        any.put("$schema", "http://json-schema.org/draft-07/schema#").put("title", ANY);
        any.put("description", "A manifest of any kind that Waybill reads; others are passed over.");
        ObjectNode definitions = any.putObject("definitions");
        ArrayNode choices = any.putArray("allOf");
        for (String kind : KindSchemas.kinds()) {
            ObjectNode document = KindSchemas.document(kind);
            definitions.setAll((ObjectNode) document.remove("definitions"));
            document.remove("$schema");
            definitions.set(kind, document);
            ObjectNode choice = choices.addObject();
            ObjectNode condition = choice.putObject("if").put("type", "object");
            condition.putArray("required").add("kind").add("apiVersion");
            ObjectNode properties = condition.putObject("properties");
            properties.putObject("kind").put("const", kind);
            properties.set(
                    "apiVersion", document.path("properties").path("apiVersion").deepCopy());
            choice.putObject("then").put("$ref", "#/definitions/" + kind);
        }
        return any;
    }

    /** If the step is this one, its config is to be like this. */
    private static ObjectNode configOf(PromotionStep step) {
        ObjectNode choice = JsonNodeFactory.instance.objectNode();
        ObjectNode condition = choice.putObject("if");
        condition.putArray("required").add("uses");
        condition.putObject("properties").putObject("uses").put("const", step.name());
        JsonNode document = step.schema().document();
        ((ObjectNode) document).remove("$schema");
        ((ObjectNode) document).remove("$id");
        choice.putObject("then").putObject("properties").set("config", lenient(document));
        return choice;
    }

    /** The same schema, where an expression may take the place of any value that is no object of fields. */
    private static JsonNode lenient(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return schema;
        }
        ObjectNode copy = object.deepCopy();
        for (Iterator<Map.Entry<String, JsonNode>> fields =
                        object.path("properties").fields();
                fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            ((ObjectNode) copy.get("properties")).set(field.getKey(), orExpression(field.getValue()));
        }
        if (object.has("items")) {
            copy.set("items", orExpression(object.get("items")));
        }
        return copy;
    }

    private static JsonNode orExpression(JsonNode schema) {
        if (schema.path("type").asText().equals("object")) {
            return lenient(schema);
        }
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        if (schema.has("description")) {
            either.set("description", schema.get("description"));
        }
        ArrayNode choices = either.putArray("anyOf");
        choices.add(lenient(schema));
        choices.addObject().put("type", "string").put("pattern", EXPRESSION);
        return either;
    }
}
