package io.jenkins.plugins.waybill.expression;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/** An instant in a time zone, as Go's time.Time; two are equal if they are the same instant. */
public final class GoTime implements GoObject, Comparable<GoTime> {

    private static final List<String> KNOWN = List.of(
            "2006-01-02",
            "15:04:05",
            "2006-01-02 15:04:05",
            "2006-01-02T15:04:05Z07:00",
            "02 Jan 06 15:04 MST",
            "Monday, 02-Jan-06 15:04:05 MST",
            "Mon, 02 Jan 2006 15:04:05 MST");

    private static final GoLayout PRINTED = GoLayout.of("2006-01-02 15:04:05.999999999 -0700 MST");
    private static final GoLayout RFC_3339 = GoLayout.of("2006-01-02T15:04:05.999999999Z07:00");

    /** What Go calls the zero time. */
    private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private final Instant instant;
    private final GoZone zone;

    GoTime(Instant instant, GoZone zone) {
        this.instant = instant;
        this.zone = zone;
    }

    /** An instant in UTC. */
    public static GoTime of(Instant instant) {
        return new GoTime(instant, GoZone.UTC);
    }

    /** An instant with its distance from UTC. */
    public static GoTime of(OffsetDateTime time) {
        int seconds = time.getOffset().getTotalSeconds();
        return new GoTime(time.toInstant(), seconds == 0 ? GoZone.UTC : GoZone.fixed("", seconds));
    }

    static GoTime of(LocalDateTime local, GoZone zone) {
        return new GoTime(local.atZone(zone.zone()).toInstant(), zone);
    }

    /** Reads one of the forms that {@code date()} knows. */
    static GoTime parse(String text, GoZone zone) {
        for (String layout : KNOWN) {
            GoTime time = GoLayout.of(layout).tryParse(text, zone);
            if (time != null) {
                return time;
            }
        }
        throw new ExpressionException("not a date: " + text);
    }

    /** Reads a time as Go reads its layout {@code time.RFC3339}; empty for what is none. */
    public static Optional<Instant> rfc3339(String text) {
        return Optional.ofNullable(RFC_3339.tryParse(text, GoZone.UTC)).map(GoTime::instant);
    }

    public Instant instant() {
        return instant;
    }

    GoZone zone() {
        return zone;
    }

    ZonedDateTime local() {
        return instant.atZone(zone.zone());
    }

    int offset() {
        return zone.offset(instant);
    }

    String abbreviation() {
        return zone.abbreviation(instant);
    }

    GoTime in(GoZone other) {
        return new GoTime(instant, other);
    }

    GoTime plus(long nanoseconds) {
        try {
            return new GoTime(instant.plusNanos(nanoseconds), zone);
        } catch (DateTimeException | ArithmeticException e) {
            throw new ExpressionException("the time is out of range", e);
        }
    }

    /** The calendar moves, and days that do not exist run over into the next month. */
    GoTime plusDate(long years, long months, long days) {
        try {
            LocalDateTime local = local().toLocalDateTime();
            LocalDateTime moved = local.withDayOfMonth(1)
                    .plusMonths(Math.addExact(Math.multiplyExact(years, 12L), months))
                    .plusDays(Math.addExact(days, local.getDayOfMonth() - 1));
            return of(moved, zone);
        } catch (DateTimeException | ArithmeticException e) {
            throw new ExpressionException("the time is out of range", e);
        }
    }

    GoDuration since(GoTime earlier) {
        Duration span = Duration.between(earlier.instant, instant);
        try {
            return new GoDuration(span.toNanos());
        } catch (ArithmeticException tooLong) {
            return new GoDuration(span.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
    }

    boolean isZero() {
        return instant.equals(ZERO);
    }

    /** To a multiple of a span since the zero time: down, or to the nearest with halves up. */
    GoTime fitted(GoDuration span, boolean nearest) {
        if (span.nanoseconds() <= 0) {
            return this;
        }
        BigInteger since = BigInteger.valueOf(Duration.between(ZERO, instant).getSeconds())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(instant.getNano()));
        long rest = since.mod(BigInteger.valueOf(span.nanoseconds())).longValue();
        return plus(nearest && rest >= span.nanoseconds() - rest ? span.nanoseconds() - rest : -rest);
    }

    String format(String layout) {
        return GoLayout.of(layout).format(this);
    }

    @Override
    public boolean has(String name) {
        return GoMethods.ofTime(name) != null;
    }

    @Override
    public @Nullable Object field(String name) {
        GoMethods.Method<GoTime> method = GoMethods.ofTime(name);
        return method == null ? null : method.on(this, name);
    }

    @Override
    public JsonNode toJson() {
        int year = local().getYear();
        if (year < 0 || year > 9999) {
            throw new ExpressionException("a time in the year " + year + " has no JSON form");
        }
        return JsonNodeFactory.instance.textNode(RFC_3339.format(this));
    }

    @Override
    public String typeName() {
        return "time.Time";
    }

    @Override
    public String text() {
        return toString();
    }

    @Override
    public int compareTo(GoTime other) {
        return instant.compareTo(other.instant);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GoTime time && instant.equals(time.instant);
    }

    @Override
    public int hashCode() {
        return instant.hashCode();
    }

    @Override
    public String toString() {
        return PRINTED.format(this);
    }
}
