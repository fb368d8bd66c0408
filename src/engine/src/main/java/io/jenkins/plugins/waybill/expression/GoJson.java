package io.jenkins.plugins.waybill.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Go's encoding/json reads and writes it: keys sorted, {@code <}, {@code >} and {@code &} escaped, every
 * number a float64 when read, and a whole one without a point when written.
 */
public final class GoJson {

    private static final double EXACT = 0x1p53;

    private static final ObjectMapper READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(20_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private GoJson() {}

    /** The text of a value on one line. */
    public static String text(@Nullable Object value) {
        return JsonWriter.compact(value);
    }

    /** The text of a value, indented by two blanks. */
    public static String indented(@Nullable Object value) {
        return JsonWriter.indented(value);
    }

    /** The value of a text: null, Boolean, Double, String, List or Map. */
    public static @Nullable Object parse(String text) {
        try {
            return fromTree(tree(text));
        } catch (JsonProcessingException e) {
            throw new ExpressionException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static JsonNode tree(String text) throws JsonProcessingException {
        JsonNode tree = READER.readTree(text);
        if (tree == null || tree.isMissingNode()) {
            throw new ExpressionException("not JSON: there is nothing");
        }
        return tree;
    }

    /** A tree as values: null, Boolean, Double, String, List or Map; every number becomes a float. */
    public static @Nullable Object fromTree(JsonNode tree) {
        return switch (tree.getNodeType()) {
            case NULL, MISSING -> null;
            case BOOLEAN -> tree.booleanValue();
            case NUMBER -> number(tree);
            case STRING -> wellFormed(tree.textValue());
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>(tree.size());
                tree.forEach(element -> list.add(fromTree(element)));
                yield list;
            }
            case OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                tree.fields()
                        .forEachRemaining(field -> map.put(wellFormed(field.getKey()), fromTree(field.getValue())));
                yield map;
            }
            default -> tree.asText();
        };
    }

    private static double number(JsonNode tree) {
        double number = tree.isFloatingPointNumber() && tree.isBigDecimal()
                ? tree.decimalValue().doubleValue()
                : tree.doubleValue();
        if (Double.isInfinite(number)) {
            throw new ExpressionException("a number is too large: " + tree);
        }
        return number;
    }

    /** Halves of characters become replacement characters. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                StringBuilder clean = new StringBuilder();
                text.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                        .forEach(clean::appendCodePoint);
                return clean.toString();
            }
        }
        return text;
    }

    /**
     * A value as a tree. A float without fraction becomes a whole number, so that 42 stays 42.
     *
     * @throws ExpressionException if the value has no JSON form: it is infinite, not a number, a function, or a map
     *     made by {@code groupBy} or {@code fromPairs}
     */
    public static JsonNode toTree(@Nullable Object value) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (value == null) {
            return make.nullNode();
        }
        if (value instanceof JsonNode tree) {
            return tree;
        }
        if (value instanceof Boolean truth) {
            return make.booleanNode(truth);
        }
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof Number number) {
            return make.numberNode(number.longValue());
        }
        if (value instanceof String text) {
            return make.textNode(wellFormed(text));
        }
        if (value instanceof GoBytes bytes) {
            return make.textNode(Base64.getEncoder().encodeToString(bytes.toArray()));
        }
        if (value instanceof List<?> list) {
            ArrayNode array = make.arrayNode(list.size());
            list.forEach(element -> array.add(toTree(element)));
            return array;
        }
        if (value instanceof Map<?, ?> map && !Values.isPaired(map)) {
            ObjectNode object = make.objectNode();
            sorted(map).forEach((key, entry) -> object.set(wellFormed(key), toTree(entry)));
            return object;
        }
        if (value instanceof GoObject object) {
            return object.toJson();
        }
        throw new ExpressionException("a value of type " + Values.typeName(value) + " has no JSON form"
                + (value instanceof Map ? ": its keys may be other than strings" : ""));
    }

    static JsonNode number(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new ExpressionException("the number " + GoNumbers.text(number) + " has no JSON form");
        }
        boolean whole = number == Math.rint(number) && (number != 0 || 1 / number > 0);
        if (whole && Math.abs(number) <= EXACT) {
            return JsonNodeFactory.instance.numberNode((long) number);
        }
        if (whole && Math.abs(number) < 1e21) {
            BigDecimal digits = GoNumbers.shortest(number);
            return JsonNodeFactory.instance.numberNode(digits.toBigIntegerExact());
        }
        return JsonNodeFactory.instance.numberNode(number);
    }

    static TreeMap<String, @Nullable Object> sorted(Map<?, ?> map) {
        TreeMap<String, @Nullable Object> sorted = new TreeMap<>(Texts::compare);
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        return sorted;
    }
}
