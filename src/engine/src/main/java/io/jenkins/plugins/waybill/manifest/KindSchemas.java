package io.jenkins.plugins.waybill.manifest;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON schemas (draft 7) of Kargo's kinds, as the lint uses them, each in one piece. */
public final class KindSchemas {

    private static final String OTHER_FILE = "definitions.schema.json#";

    private KindSchemas() {}

    /** The kinds in the order of their names. */
    public static List<String> kinds() {
        return DocumentReader.KINDS.stream().sorted().toList();
    }

    /**
     * The schema of a kind, which refers to nothing outside itself; a copy.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public static ObjectNode document(String kind) {
        if (!kinds().contains(kind)) {
            throw new IllegalArgumentException("There is no kind '" + kind + "'.");
        }
        ObjectNode document = (ObjectNode) inOnePiece(Schema.document(kind).deepCopy());
        document.set(
                "definitions",
                inOnePiece(Schema.document("definitions").path("definitions").deepCopy()));
        return document;
    }

    private static JsonNode inOnePiece(JsonNode node) {
        if (node instanceof ObjectNode object) {
            String reference = object.path("$ref").asText();
            if (reference.startsWith(OTHER_FILE)) {
                object.put("$ref", reference.substring(OTHER_FILE.length() - 1));
            }
            object.forEach(KindSchemas::inOnePiece);
        } else if (node instanceof ArrayNode array) {
            array.forEach(KindSchemas::inOnePiece);
        }
        return node;
    }
}
