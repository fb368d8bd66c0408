package io.jenkins.plugins.waybill.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/**
 * A time zone with the name that Go gives it.
 *
 * @param abbreviation what times in a zone of fixed offset show; null where the rules of the zone say it
 */
record GoZone(String name, ZoneId zone, @Nullable String abbreviation) implements GoObject {

    static final GoZone UTC = new GoZone("UTC", ZoneOffset.UTC, "UTC");

    static GoZone named(String name) {
        if (name.isEmpty() || name.equals("UTC")) {
            return UTC;
        }
        if (name.equals("Local")) {
            return new GoZone("Local", ZoneId.systemDefault(), null);
        }
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new ExpressionException("unknown time zone " + name);
        }
        try {
            return new GoZone(name, ZoneId.of(name), null);
        } catch (DateTimeException e) {
            throw new ExpressionException("unknown time zone " + name, e);
        }
    }

    static GoZone fixed(String abbreviation, int seconds) {
        return new GoZone(abbreviation, ZoneOffset.ofTotalSeconds(seconds), abbreviation);
    }

    int offset(Instant instant) {
        return zone.getRules().getOffset(instant).getTotalSeconds();
    }

    /** What a time in the zone shows: CET, UTC, or +03 where there is no name. */
    String abbreviation(Instant instant) {
        if (abbreviation != null) {
            return abbreviation;
        }
        TimeZone rules = TimeZone.getTimeZone(zone);
        boolean summer = rules.inDaylightTime(Date.from(instant));
        String shown = rules.getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
        if (shown.isEmpty()
                || shown.contains("GMT")
                        && !name.contains("GMT")
                        && !name.contains("London")
                        && !name.contains("Lisbon")
                || shown.length() > 5) {
            return numeric(offset(instant));
        }
        return shown;
    }

    private static String numeric(int seconds) {
        int minutes = Math.abs(seconds) / 60;
        String hours = String.format("%s%02d", seconds < 0 ? "-" : "+", minutes / 60);
        return minutes % 60 == 0 ? hours : hours + String.format("%02d", minutes % 60);
    }

    @Override
    public boolean has(String method) {
        return method.equals("String");
    }

    @Override
    public @Nullable Object field(String method) {
        return (Scope.Function) arguments -> name;
    }

    @Override
    public JsonNode toJson() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public String typeName() {
        return "time.Location";
    }

    @Override
    public String text() {
        return name;
    }
}
