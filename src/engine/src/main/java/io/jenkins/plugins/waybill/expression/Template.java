package io.jenkins.plugins.waybill.expression;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Text with expressions in it, between {@code ${{} and {@code }}} or {@code ${%} and {@code %}}. The values become
 * text, the texts are joined, and what the whole then looks like decides its type: a number, a bool, JSON, or text.
 */
public final class Template {

    private static final Cache<Template> COMPILED = new Cache<>();
    private static final String[][] DELIMITERS = {{"${{", "}}"}, {"${%", "%}"}};

    private final List<Piece> pieces;

    private Template(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /**
     * An expression in a template.
     *
     * @param expression what stands between the delimiters
     * @param offset where it begins in the template, behind the delimiter
     */
    public record Embedded(String expression, int offset) {}

    private record Piece(String text, boolean expression, int offset) {}

    /** Whether a text is more than itself. */
    public static boolean hasExpression(String text) {
        return text.contains("${{") || text.contains("${%");
    }

    /** The expressions in a text, in order, as they stand between the delimiters. */
    public static List<String> expressions(String text) {
        return embedded(text).stream().map(Embedded::expression).toList();
    }

    /** The expressions in a text with their places. */
    public static List<Embedded> embedded(String text) {
        return hasExpression(text)
                ? of(text).pieces.stream()
                        .filter(Piece::expression)
                        .map(piece -> new Embedded(piece.text, piece.offset))
                        .toList()
                : List.of();
    }

    /** The functions that need no context: quote, unsafeQuote, asYAML, asJSON, semverDiff, semverParse. */
    public static Scope functions() {
        return ContextFreeFunctions.SCOPE;
    }

    /**
     * The value of a text: the text itself if there is no expression in it, else null, Boolean, Double, String, List
     * or Map.
     *
     * @throws ExpressionException if an expression is not closed, not an expression, or has no value
     */
    public static @Nullable Object evaluate(String text, Scope scope) {
        return hasExpression(text) ? typed(of(text).joined(scope)) : text;
    }

    /**
     * A copy of a tree with every text in it evaluated, at any depth, but never a key; everything else stays as it
     * is.
     *
     * @throws ExpressionException as {@link #evaluate}, and if a value has no JSON form
     */
    public static JsonNode evaluateTree(JsonNode config, Scope scope) {
        if (config.isTextual()) {
            String text = config.textValue();
            return hasExpression(text) ? GoJson.toTree(evaluate(text, scope)) : config;
        }
        if (config.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(config.size());
            config.forEach(element -> array.add(evaluateTree(element, scope)));
            return array;
        }
        if (config.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            config.fields()
                    .forEachRemaining(field -> object.set(field.getKey(), evaluateTree(field.getValue(), scope)));
            return object;
        }
        return config;
    }

    private static Template of(String text) {
        return COMPILED.get(text, Template::parse);
    }

    private static Template parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        while (true) {
            String[] delimiters = next(text, start);
            if (delimiters == null) {
                break;
            }
            int open = text.indexOf(delimiters[0], start);
            int from = open + delimiters[0].length();
            int close = text.indexOf(delimiters[1], from);
            if (close < 0) {
                throw new ExpressionException(
                        "unclosed expression: expected " + delimiters[1] + " before the end", text, open, null);
            }
            pieces.add(new Piece(text.substring(start, open), false, start));
            start = close + delimiters[1].length();
            // An empty expression ends the work: what follows is copied.
            if (close == from) {
                break;
            }
            pieces.add(new Piece(text.substring(from, close), true, from));
        }
        pieces.add(new Piece(text.substring(start), false, start));
        return new Template(List.copyOf(pieces));
    }

    private static String @Nullable [] next(String text, int start) {
        String[] nearest = null;
        int place = text.length();
        for (String[] delimiters : DELIMITERS) {
            int found = text.indexOf(delimiters[0], start);
            if (found >= 0 && found < place) {
                place = found;
                nearest = delimiters;
            }
        }
        return nearest;
    }

    private String joined(Scope scope) {
        StringBuilder joined = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece.expression) {
                Object value = Expression.compile(piece.text).evaluate(scope);
                joined.append(value instanceof String text ? text : GoJson.text(value));
            } else {
                joined.append(piece.text);
            }
            if (joined.length() > scope.limits().text()) {
                throw new ExpressionException("the template makes too much text: more than "
                        + scope.limits().text() + " characters");
            }
        }
        return joined.toString();
    }

    private static @Nullable Object typed(String result) {
        boolean line = result.endsWith("\n");
        String text = line ? result.substring(0, result.length() - 1) : result;
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            String inner = text.substring(1, text.length() - 1);
            return line ? inner + "\n" : inner;
        }
        Double number = GoNumbers.parseFloat(text);
        if (number != null) {
            return number;
        }
        switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> {
                return true;
            }
            case "0", "f", "F", "FALSE", "false", "False" -> {
                return false;
            }
            default -> {
                return json(text, result);
            }
        }
    }

    private static @Nullable Object json(String text, String otherwise) {
        String start = text.stripLeading();
        if (start.isEmpty() || "[{\"-0123456789tfn".indexOf(start.charAt(0)) < 0) {
            return otherwise;
        }
        try {
            return GoJson.fromTree(GoJson.tree(text));
        } catch (JsonProcessingException | ExpressionException notJson) {
            return otherwise;
        }
    }
}
