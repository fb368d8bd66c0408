package io.jenkins.plugins.waybill.expression;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.jenkins.plugins.waybill.expression.StaticType.Kind;
import org.jspecify.annotations.Nullable;

import static io.jenkins.plugins.waybill.expression.StaticType.DURATION;
import static io.jenkins.plugins.waybill.expression.StaticType.STRING;
import static io.jenkins.plugins.waybill.expression.StaticType.TIME;
import static io.jenkins.plugins.waybill.expression.StaticType.ZONE;

/** now, date, duration, timezone. */
final class DateBuiltins {

    private DateBuiltins() {}

    static List<Builtin> all() {
        return List.of(
                new Builtin(
                        "now",
                        0,
                        1,
                        types -> types.isEmpty() || types.get(0).is(Kind.ZONE) ? TIME : null,
                        DateBuiltins::now),
                new Builtin(
                        "date",
                        1,
                        4,
                        types -> types.size() < 4 || types.get(0).is(Kind.ZONE) ? TIME : null,
                        DateBuiltins::date),
                Builtin.of("duration", DURATION, 0, (run, a) -> GoDuration.parse(StringBuiltins.text(a, 0)), STRING),
                Builtin.of("timezone", ZONE, 0, (run, a) -> GoZone.named(StringBuiltins.text(a, 0)), STRING));
    }

    private static Object now(Evaluation run, @Nullable Object[] arguments) {
        GoTime now = GoTime.of(Instant.now());
        return arguments.length == 1 && arguments[0] instanceof GoZone zone ? now.in(zone) : now;
    }

    private static Object date(Evaluation run, @Nullable Object[] arguments) {
        GoZone zone = GoZone.UTC;
        @Nullable Object[] rest = arguments;
        if (arguments[0] instanceof GoZone given) {
            zone = given;
            rest = Arrays.copyOfRange(arguments, 1, arguments.length);
            if (rest.length == 0) {
                throw new ExpressionException("date needs a text");
            }
        }
        String text = StringBuiltins.text(rest, 0);
        return switch (rest.length) {
            case 1 -> GoTime.parse(text, zone);
            case 2 -> GoLayout.of(StringBuiltins.text(rest, 1)).parse(text, zone);
            default ->
                GoLayout.of(StringBuiltins.text(rest, 1)).parse(text, GoZone.named(StringBuiltins.text(rest, 2)));
        };
    }
}
