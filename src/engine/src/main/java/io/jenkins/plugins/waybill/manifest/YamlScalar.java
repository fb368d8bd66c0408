package io.jenkins.plugins.waybill.manifest;

import java.math.BigInteger;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * What an unquoted word means. Kubernetes tools turn YAML into JSON by sigs.k8s.io/yaml, whose rules are those of
 * YAML 1.1 for booleans and numbers (so {@code yes} and {@code on} are true and {@code 0777} is 511) but not for dates
 * and base 60; a manifest has to mean the same here. YamlScalarTest holds the recorded answers of that library.
 */
final class YamlScalar {

    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger SMALLEST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final double LONGS = 0x1p63;

    private YamlScalar() {}

    /** The meaning of a plain scalar without a tag. */
    static JsonNode resolve(String text) {
        if (NULL.contains(text)) {
            return NullNode.getInstance();
        }
        if (TRUE.contains(text)) {
            return BooleanNode.TRUE;
        }
        if (FALSE.contains(text)) {
            return BooleanNode.FALSE;
        }
        char first = text.charAt(0);
        if (first == '+' || first == '-' || first == '.' || (first >= '0' && first <= '9')) {
            return number(text);
        }
        return TextNode.valueOf(text);
    }

    /** The meaning of a scalar with an explicit tag; unknown tags say nothing. */
    static JsonNode resolve(String tag, String text) {
        return switch (tag) {
            case "!!str", "tag:yaml.org,2002:str", "!" -> TextNode.valueOf(text);
            case "!!binary", "tag:yaml.org,2002:binary" -> binary(text);
            case "!!bool",
                    "tag:yaml.org,2002:bool",
                    "!!int",
                    "tag:yaml.org,2002:int",
                    "!!float",
                    "tag:yaml.org,2002:float",
                    "!!null",
                    "tag:yaml.org,2002:null" -> resolve(text);
            default -> TextNode.valueOf(text);
        };
    }

    /** Infinity and not-a-number have no JSON form. */
    static boolean isNotFinite(String text) {
        return NOT_FINITE.matcher(text).matches();
    }

    private static JsonNode binary(String text) {
        try {
            return TextNode.valueOf(
                    new String(Base64.getMimeDecoder().decode(text), java.nio.charset.StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return TextNode.valueOf(text);
        }
    }

    private static JsonNode number(String text) {
        String plain = text.replace("_", "");
        JsonNode integer = integer(plain);
        if (integer != null) {
            return integer;
        }
        if (FLOAT.matcher(plain).matches()) {
            double value = Double.parseDouble(plain);
            return Double.isInfinite(value) ? TextNode.valueOf(text) : fraction(value);
        }
        return TextNode.valueOf(text);
    }

    /** Go writes a whole number without fraction, so it is an integer again for whoever reads the JSON. */
    private static JsonNode fraction(double value) {
        if (value == Math.rint(value) && Math.abs(value) < LONGS) {
            return JsonNodeFactory.instance.numberNode((long) value);
        }
        return DoubleNode.valueOf(value);
    }

    private static @org.jspecify.annotations.Nullable JsonNode integer(String plain) {
        boolean negative = plain.startsWith("-");
        String digits = negative || plain.startsWith("+") ? plain.substring(1) : plain;
        int radix = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            char mark = Character.toLowerCase(digits.charAt(1));
            radix = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
            digits = mark == 'x' || mark == 'b' || mark == 'o' ? digits.substring(2) : digits.substring(1);
        }
        if (digits.isEmpty() || digits.length() > 100) {
            return null;
        }
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit > 'f' || Character.digit(digit, radix) < 0) {
                return null;
            }
        }
        BigInteger value = new BigInteger(digits, radix);
        if (negative) {
            value = value.negate();
        }
        if (value.compareTo(LARGEST) > 0 || value.compareTo(SMALLEST) < 0) {
            return null;
        }
        return value.bitLength() < 64
                ? JsonNodeFactory.instance.numberNode(value.longValue())
                : BigIntegerNode.valueOf(value);
    }
}
