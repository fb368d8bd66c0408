package io.jenkins.plugins.waybill.step.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in a JSON text.
 *
 * @param from where it begins
 * @param to where it ends
 * @param kind what it is
 * @param children the elements or members, in order
 */
record JsonSpot(int from, int to, Kind kind, List<Child> children) {

    enum Kind {
        OBJECT,
        ARRAY,
        SCALAR
    }

    /**
     * An element of a list or a member of an object.
     *
     * @param name the member's name; empty for elements
     * @param from where it begins, its name included
     * @param nameEnd where its name ends; where it begins for elements
     * @param value the value
     */
    record Child(String name, int from, int nameEnd, JsonSpot value) {}

    private static final JsonFactory FACTORY = new JsonFactory();

    /**
     * The only value of a text; null for a blank text.
     *
     * @throws JsonParseException when it is no JSON
     */
    static @Nullable JsonSpot of(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return null;
            }
            JsonSpot root = value(parser, text);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "there is something after the value");
            }
            return root;
        }
    }

    /** The first member of that name. */
    @Nullable
    JsonSpot member(String name) {
        for (Child child : children) {
            if (child.name().equals(name)) {
                return child.value();
            }
        }
        return null;
    }

    private static JsonSpot value(JsonParser parser, String text) throws IOException {
        int from = begin(parser);
        List<Child> children = new ArrayList<>();
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    int nameFrom = begin(parser);
                    String name = parser.currentName();
                    int nameEnd = closingQuote(text, nameFrom) + 1;
                    parser.nextToken();
                    children.add(new Child(name, nameFrom, nameEnd, value(parser, text)));
                }
                return new JsonSpot(from, end(parser), Kind.OBJECT, List.copyOf(children));
            }
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    JsonSpot element = value(parser, text);
                    children.add(new Child("", element.from(), element.from(), element));
                }
                return new JsonSpot(from, end(parser), Kind.ARRAY, List.copyOf(children));
            }
            default -> {
                // Jackson reads a text to its end only when asked to.
                parser.finishToken();
                int length = parser.currentToken().isNumeric() ? parser.getTextLength() : -1;
                return new JsonSpot(from, length < 0 ? end(parser) : from + length, Kind.SCALAR, List.of());
            }
        }
    }

    /** Jackson reads on behind a name, to its colon. */
    private static int closingQuote(String text, int openingQuote) {
        int at = openingQuote + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    private static int begin(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    private static int end(JsonParser parser) {
        return (int) parser.currentLocation().getCharOffset();
    }
}
