package io.jenkins.plugins.waybill.expression;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.jenkins.plugins.waybill.expression.StaticType.Kind;
import org.jspecify.annotations.Nullable;

import static io.jenkins.plugins.waybill.expression.StaticType.BOOL;
import static io.jenkins.plugins.waybill.expression.StaticType.DURATION;
import static io.jenkins.plugins.waybill.expression.StaticType.FLOAT;
import static io.jenkins.plugins.waybill.expression.StaticType.INT;
import static io.jenkins.plugins.waybill.expression.StaticType.OTHER;
import static io.jenkins.plugins.waybill.expression.StaticType.STRING;
import static io.jenkins.plugins.waybill.expression.StaticType.TIME;
import static io.jenkins.plugins.waybill.expression.StaticType.ZONE;
import static java.util.Map.entry;

/** The methods of Go's time.Time and time.Duration. */
final class GoMethods {

    private static final Map<String, Method<GoTime>> TIME_METHODS = Map.ofEntries(
            entry("Year", get(INT, time -> (long) time.local().getYear())),
            entry("Month", get(OTHER, time -> GoConstant.month(time.local().getMonthValue()))),
            entry("Day", get(INT, time -> (long) time.local().getDayOfMonth())),
            entry("Hour", get(INT, time -> (long) time.local().getHour())),
            entry("Minute", get(INT, time -> (long) time.local().getMinute())),
            entry("Second", get(INT, time -> (long) time.local().getSecond())),
            entry("Nanosecond", get(INT, time -> (long) time.local().getNano())),
            entry(
                    "Weekday",
                    get(
                            OTHER,
                            time -> GoConstant.weekday(
                                    time.local().getDayOfWeek().getValue() % 7))),
            entry("YearDay", get(INT, time -> (long) time.local().getDayOfYear())),
            entry("ISOWeek", get(INT, time -> (long) time.local().get(IsoFields.WEEK_BASED_YEAR))),
            entry("Clock", get(INT, time -> (long) time.local().getHour())),
            entry("Unix", get(INT, time -> time.instant().getEpochSecond())),
            entry("UnixMilli", get(INT, time -> time.instant().toEpochMilli())),
            entry("UnixMicro", get(INT, time -> ChronoUnit.MICROS.between(Instant.EPOCH, time.instant()))),
            entry(
                    "UnixNano",
                    get(
                            INT,
                            time -> time.instant().getEpochSecond() * 1_000_000_000
                                    + time.instant().getNano())),
            entry("UTC", get(TIME, time -> time.in(GoZone.UTC))),
            entry("Local", get(TIME, time -> time.in(new GoZone("Local", ZoneId.systemDefault(), null)))),
            entry("In", of(TIME, (time, a) -> time.in((GoZone) a.get(0)), Kind.ZONE)),
            entry("Location", get(ZONE, GoTime::zone)),
            entry("Zone", get(STRING, GoTime::abbreviation)),
            entry("IsDST", get(BOOL, time -> time.zone().zone().getRules().isDaylightSavings(time.instant()))),
            entry("IsZero", get(BOOL, GoTime::isZero)),
            entry("Format", of(STRING, (time, a) -> time.format((String) a.get(0)), Kind.STRING)),
            entry("String", get(STRING, GoTime::toString)),
            entry("Add", of(TIME, (time, a) -> time.plus(((GoDuration) a.get(0)).nanoseconds()), Kind.DURATION)),
            entry(
                    "AddDate",
                    of(
                            TIME,
                            (time, a) -> time.plusDate((Long) a.get(0), (Long) a.get(1), (Long) a.get(2)),
                            Kind.INT,
                            Kind.INT,
                            Kind.INT)),
            entry("Sub", of(DURATION, (time, a) -> time.since((GoTime) a.get(0)), Kind.TIME)),
            entry("After", of(BOOL, (time, a) -> time.compareTo((GoTime) a.get(0)) > 0, Kind.TIME)),
            entry("Before", of(BOOL, (time, a) -> time.compareTo((GoTime) a.get(0)) < 0, Kind.TIME)),
            entry("Equal", of(BOOL, (time, a) -> time.equals(a.get(0)), Kind.TIME)),
            entry("Compare", of(INT, (time, a) -> (long) Integer.signum(time.compareTo((GoTime) a.get(0))), Kind.TIME)),
            entry("Truncate", of(TIME, (time, a) -> time.fitted((GoDuration) a.get(0), false), Kind.DURATION)),
            entry("Round", of(TIME, (time, a) -> time.fitted((GoDuration) a.get(0), true), Kind.DURATION)));

    private static final Map<String, Method<GoDuration>> DURATION_METHODS = Map.ofEntries(
            entry("Hours", get(FLOAT, duration -> duration.in(3_600_000_000_000L))),
            entry("Minutes", get(FLOAT, duration -> duration.in(60_000_000_000L))),
            entry("Seconds", get(FLOAT, duration -> duration.in(1_000_000_000))),
            entry("Milliseconds", get(INT, duration -> duration.nanoseconds() / 1_000_000)),
            entry("Microseconds", get(INT, duration -> duration.nanoseconds() / 1_000)),
            entry("Nanoseconds", get(INT, GoDuration::nanoseconds)),
            entry("String", get(STRING, GoDuration::toString)),
            entry("Abs", get(DURATION, GoMethods::absolute)),
            entry(
                    "Round",
                    of(
                            DURATION,
                            (duration, a) -> duration.rounded(((GoDuration) a.get(0)).nanoseconds()),
                            Kind.DURATION)),
            entry(
                    "Truncate",
                    of(
                            DURATION,
                            (duration, a) -> duration.truncated(((GoDuration) a.get(0)).nanoseconds()),
                            Kind.DURATION)));

    private GoMethods() {}

    static @Nullable Method<GoTime> ofTime(String name) {
        return TIME_METHODS.get(name);
    }

    static @Nullable Method<GoDuration> ofDuration(String name) {
        return DURATION_METHODS.get(name);
    }

    /** What a method of a type yields, or null if the type has none of that name. */
    static @Nullable StaticType resultType(Kind kind, String name) {
        Method<?> method = kind == Kind.TIME ? ofTime(name) : kind == Kind.DURATION ? ofDuration(name) : null;
        if (method != null) {
            return method.result;
        }
        return kind == Kind.ZONE && name.equals("String") ? STRING : null;
    }

    private static GoDuration absolute(GoDuration duration) {
        long size = Math.abs(duration.nanoseconds());
        return new GoDuration(size < 0 ? Long.MAX_VALUE : size);
    }

    private static <T> Method<T> get(StaticType result, Function<T, Object> action) {
        return of(result, (self, arguments) -> action.apply(self));
    }

    private static <T> Method<T> of(
            StaticType result, BiFunction<T, List<@Nullable Object>, Object> action, Kind... parameters) {
        return new Method<>(result, List.of(parameters), action);
    }

    /** A method: what it takes, what it yields, what it does. */
    record Method<T>(StaticType result, List<Kind> parameters, BiFunction<T, List<@Nullable Object>, Object> action) {

        Scope.Function on(T self, String name) {
            return arguments -> {
                if (arguments.size() != parameters.size()) {
                    throw new ExpressionException(
                            name + " takes " + parameters.size() + " arguments, not " + arguments.size());
                }
                for (int i = 0; i < parameters.size(); i++) {
                    if (!matches(parameters.get(i), arguments.get(i))) {
                        throw new ExpressionException(
                                name + " cannot be called with a value of type " + Values.typeName(arguments.get(i)));
                    }
                }
                return action.apply(self, arguments);
            };
        }

        private static boolean matches(Kind kind, @Nullable Object value) {
            return switch (kind) {
                case INT -> value instanceof Long;
                case STRING -> value instanceof String;
                case TIME -> value instanceof GoTime;
                case DURATION -> value instanceof GoDuration;
                case ZONE -> value instanceof GoZone;
                default -> false;
            };
        }
    }
}
