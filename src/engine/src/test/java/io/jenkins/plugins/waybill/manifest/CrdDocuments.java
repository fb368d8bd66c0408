package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes documents of a kind from the schema in its CRD, and breaks them. */
final class CrdDocuments {

    /** Stands for the pattern of repositories, which is in no CRD. */
    static final String REPOSITORY = "^https://example\\.com/";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What the patterns of the CRDs match. A pattern that is not here fails, so that a new one is noticed. */
    private static final Map<String, List<String>> MATCHING = Map.of(
            "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
            List.of("a", "test", "prod-1", "a.b-c", "0"),
            "^[a-zA-Z_]\\w*$",
            List.of("x", "imageRepo", "_a1"),
            "^([0-9]+(\\.[0-9]+)?(s|m|h))+$",
            List.of("5m0s", "1h", "1.5h30m"),
            REPOSITORY,
            List.of("https://example.com/a.git", "https://example.com/group/b"));

    private static final List<String> ODD_TEXTS = List.of(
            "",
            " ",
            "Not A Name",
            "-a",
            "a-",
            "1x",
            "5d",
            "é",
            "\uD83D\uDE80",
            "a".repeat(254),
            "\uD83D\uDE80".repeat(200),
            "2026-13-01T00:00:00Z",
            "none@",
            "x\ny",
            "a\n");

    private final Random random;

    CrdDocuments(Random random) {
        this.random = random;
    }

    /** A document that the CRD takes, with metadata that Kubernetes takes. */
    ObjectNode valid(String kind, JsonNode crd) {
        ObjectNode document = (ObjectNode) value(crd);
        document.put("apiVersion", Manifests.KARGO).put("kind", kind);
        ObjectNode metadata = document.putObject("metadata");
        metadata.put("name", kind.equals("ClusterConfig") ? "cluster" : "shop");
        if (!kind.startsWith("Cluster") && !kind.equals("Project")) {
            metadata.put("namespace", "shop");
        }
        document.remove("status");
        return document;
    }

    private JsonNode value(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "string" -> JSON.textNode(text(schema));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "integer" -> JSON.numberNode(schema.path("minimum").asInt(0) + random.nextInt(5));
            default -> any();
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = JSON.objectNode();
        for (Iterator<Map.Entry<String, JsonNode>> fields =
                        schema.path("properties").fields();
                fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (contains(schema.path("required"), field.getKey()) || random.nextInt(3) > 0) {
                object.set(field.getKey(), value(field.getValue()));
            }
        }
        if (schema.path("additionalProperties").isObject()) {
            for (int count = random.nextInt(3); count > 0; count--) {
                object.set("key" + count, value(schema.get("additionalProperties")));
            }
        }
        choose(object, schema, "uses", "task");
        choose(object, schema, "stage", "stageSelector");
        choose(object, schema, "freight", "origin");
        if (object.has("task")) {
            object.remove(List.of("if", "config", "retry", "continueOnError"));
        }
        if (object.has("uses") && !schema.path("properties").has("task")) {
            object.remove("task");
        }
        return object;
    }

    /** Where a rule wants exactly one of two fields, one of them. */
    private void choose(ObjectNode object, JsonNode schema, String left, String right) {
        String rules = schema.path("x-kubernetes-validations").toString();
        if (!rules.contains("self." + left)) {
            return;
        }
        boolean both = !rules.contains("!has(self.task)\"") || rules.contains("?");
        String chosen = both && random.nextBoolean() ? right : left;
        object.remove(List.of(left, right));
        object.set(chosen, value(schema.path("properties").get(chosen)));
    }

    private ArrayNode array(JsonNode schema) {
        ArrayNode array = JSON.arrayNode();
        int least = schema.path("minItems").asInt(0);
        int most = Math.min(schema.path("maxItems").asInt(3), least + 2);
        int size = least + random.nextInt(most - least + 1);
        boolean distinct = !schema.path("x-kubernetes-list-type").asText().isEmpty()
                && !schema.path("x-kubernetes-list-type").asText().equals("atomic");
        for (int index = 0; index < (distinct ? Math.min(size, 1) : size); index++) {
            array.add(value(schema.path("items")));
        }
        JsonNode rule = schema.path("x-kubernetes-validations").path(0).path("rule");
        if (rule.asText().contains("'Failed'") && !array.isEmpty()) {
            array.set(0, JSON.textNode("Failed"));
        }
        return array;
    }

    private String text(JsonNode schema) {
        if (schema.has("enum")) {
            JsonNode choices = schema.get("enum");
            return choices.get(random.nextInt(choices.size())).asText();
        }
        if (schema.has("pattern")) {
            List<String> matching = MATCHING.get(schema.get("pattern").asText());
            if (matching == null) {
                throw new AssertionError("This test knows no text for the pattern " + schema.get("pattern"));
            }
            return matching.get(random.nextInt(matching.size()));
        }
        return switch (schema.path("format").asText()) {
            case "date-time" -> random.nextBoolean() ? "2026-01-31T23:59:59Z" : "2026-01-31T00:00:00.5+01:00";
            case "email" -> "bot@example.com";
            default -> "text " + random.nextInt(1000);
        };
    }

    private JsonNode any() {
        return switch (random.nextInt(5)) {
            case 0 -> JSON.textNode("x");
            case 1 -> JSON.numberNode(1.5);
            case 2 -> JSON.booleanNode(true);
            case 3 -> JSON.arrayNode().add(1);
            default -> JSON.objectNode().put("a", "b");
        };
    }

    /** Changes one value below {@code /spec} or at the top into something else; answers the JSON pointer to it. */
    String broken(ObjectNode document) {
        List<String> pointers = new ArrayList<>();
        collect("", document, pointers);
        pointers.removeIf(pointer -> pointer.isEmpty()
                || pointer.startsWith("/metadata/")
                || pointer.matches("/spec/subscriptions/\\d+")
                || List.of("/apiVersion", "/kind", "/metadata").contains(pointer));
        if (pointers.isEmpty()) {
            return "";
        }
        String pointer = pointers.get(random.nextInt(pointers.size()));
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = document.at(pointer.substring(0, slash));
        String key = pointer.substring(slash + 1);
        JsonNode old = document.at(pointer);
        JsonNode other = other(old);
        if (parent instanceof ObjectNode object) {
            if (other.isMissingNode()) {
                object.remove(key);
            } else {
                object.set(key, other);
            }
        } else if (parent instanceof ArrayNode array) {
            int index = Integer.parseInt(key);
            if (other.isMissingNode()) {
                array.remove(index);
            } else {
                array.set(index, other);
            }
        }
        return pointer;
    }

    private JsonNode other(JsonNode old) {
        return switch (random.nextInt(9)) {
            case 0 -> JSON.missingNode();
            case 1 -> JSON.nullNode();
            case 2 -> JSON.numberNode(random.nextBoolean() ? -1 : 99_999_999_999L);
            case 3 -> JSON.booleanNode(true);
            case 4 -> JSON.arrayNode();
            case 5 -> JSON.objectNode();
            case 6 -> doubled(old);
            default -> JSON.textNode(ODD_TEXTS.get(random.nextInt(ODD_TEXTS.size())));
        };
    }

    private static JsonNode doubled(JsonNode old) {
        if (old.isArray() && !old.isEmpty()) {
            return ((ArrayNode) old.deepCopy()).addAll((ArrayNode) old);
        }
        if (old.isObject()) {
            return ((ObjectNode) old.deepCopy()).put("unheardOf", 1);
        }
        return JSON.textNode(old.asText() + old.asText());
    }

    private static void collect(String pointer, JsonNode node, List<String> pointers) {
        pointers.add(pointer);
        if (node.isObject()) {
            node.fields()
                    .forEachRemaining(field -> collect(pointer + "/" + field.getKey(), field.getValue(), pointers));
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                collect(pointer + "/" + index, node.get(index), pointers);
            }
        }
    }

    private static boolean contains(JsonNode names, String name) {
        for (JsonNode entry : names) {
            if (entry.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }
}
