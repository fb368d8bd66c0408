package io.jenkins.plugins.waybill.expression;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.jenkins.plugins.waybill.expression.StaticType.Kind;
import org.jspecify.annotations.Nullable;

import static io.jenkins.plugins.waybill.expression.StaticType.FLOAT;
import static io.jenkins.plugins.waybill.expression.StaticType.INT;
import static io.jenkins.plugins.waybill.expression.StaticType.STRING;
import static io.jenkins.plugins.waybill.expression.StaticType.UNKNOWN;

/** type, int, float, string, and the way to and from JSON and base64. */
final class ConversionBuiltins {

    private ConversionBuiltins() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of("type", STRING, 0, (run, a) -> Values.typeName(a[0]), UNKNOWN),
                new Builtin("int", 1, 1, types -> isWhole(types.get(0)) ? INT : null, (run, a) -> toInt(a[0])),
                new Builtin("float", 1, 1, types -> isNumeral(types.get(0)) ? FLOAT : null, (run, a) -> toFloat(a[0])),
                Builtin.of(
                        "string", STRING, 0, (run, a) -> written(run, GoText.of(Extent.checked(run, a[0]))), UNKNOWN),
                Builtin.of(
                        "toJSON",
                        STRING,
                        0,
                        (run, a) -> written(run, GoJson.indented(Extent.checked(run, a[0]))),
                        UNKNOWN),
                Builtin.of("fromJSON", UNKNOWN, 0, (run, a) -> GoJson.parse(StringBuiltins.text(a, 0)), STRING),
                Builtin.of("toBase64", STRING, 0, (run, a) -> written(run, encoded(StringBuiltins.text(a, 0))), STRING),
                Builtin.of("fromBase64", STRING, 0, (run, a) -> decoded(StringBuiltins.text(a, 0)), STRING));
    }

    private static String written(Evaluation run, String text) {
        run.write(text.length());
        return text;
    }

    private static boolean isNumeral(StaticType type) {
        return Builtin.isOneOf(type, Kind.INT, Kind.FLOAT, Kind.STRING);
    }

    private static boolean isWhole(StaticType type) {
        return isNumeral(type) || Builtin.isOneOf(type, Kind.DURATION, Kind.OTHER);
    }

    private static Object toInt(@Nullable Object value) {
        if (value instanceof String text) {
            try {
                if (GoNumbers.isDecimal(text)) {
                    return Long.parseLong(text);
                }
            } catch (NumberFormatException tooLarge) {
                // said below
            }
            throw new ExpressionException("not an int: " + text);
        }
        if (value instanceof GoDuration duration) {
            return duration.nanoseconds();
        }
        if (value instanceof GoConstant constant) {
            return constant.number();
        }
        return Values.toInt(value);
    }

    private static Object toFloat(@Nullable Object value) {
        if (value instanceof String text) {
            Double number = GoNumbers.parseFloat(text);
            if (number == null) {
                throw new ExpressionException("not a float: " + text);
            }
            return number;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new ExpressionException("expected a number, not " + Values.typeName(value));
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        String code = text.replace("\r", "").replace("\n", "");
        try {
            if (code.length() % 4 == 0) {
                return Texts.decoded(Base64.getDecoder().decode(code));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new ExpressionException("not base64");
    }
}
