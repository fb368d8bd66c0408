package io.jenkins.plugins.waybill.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/**
 * When a promotion window is in force: once, or again and again by a rule of RFC 5545.
 *
 * <p>The rule recurs in local time, so that nine o'clock stays nine o'clock in summer and in winter; every occurrence
 * lasts exactly as long as the first. A start that the clocks skip in spring is moved on by the hour that they skip, one
 * that they show twice in autumn is the earlier: a freeze is never left out and never begins late.
 */
public final class WindowSchedule {

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd");
    private static final String EXPECTED = "expected such as 20260101T090000Z, or TZID=Europe/Berlin:20260101T090000";
    private static final Set<Freq> TOO_OFTEN = Set.of(Freq.SECONDLY, Freq.MINUTELY);

    /** More than any change of clocks. */
    private static final Duration MARGIN = Duration.ofHours(26);

    /** What is in force for longer without a break is as good as always. */
    private static final int MOST_JOINED = 400;

    private final LocalDateTime start;
    private final ZoneId zone;
    private final Duration length;

    @Nullable
    private final RecurrenceRule rule;

    private WindowSchedule(LocalDateTime start, ZoneId zone, Duration length, @Nullable RecurrenceRule rule) {
        this.start = start;
        this.zone = zone;
        this.length = length;
        this.rule = rule;
    }

    /**
     * A time in which a window is in force.
     *
     * @param start inclusive
     * @param end exclusive
     */
    public record Span(Instant start, Instant end) {}

    /**
     * Reads a schedule.
     *
     * @param dtstart start of the first occurrence, with {@code Z} or after {@code TZID=<zone>:}; without either in UTC
     * @param dtend its end; in the zone of the start when it names none
     * @param rrule how it recurs; empty for once
     * @throws IllegalArgumentException with what is wrong and what is expected, as a sentence
     */
    public static WindowSchedule parse(String dtstart, String dtend, String rrule) {
        Moment first = Moment.parse("dtstart", dtstart, ZoneOffset.UTC);
        Moment last = Moment.parse("dtend", dtend, first.zone());
        Duration length = Duration.between(first.instant(), last.instant());
        if (length.isZero() || length.isNegative()) {
            throw new IllegalArgumentException("dtend '" + dtend + "' is not after dtstart '" + dtstart
                    + "': the window would never be in force.");
        }
        WindowSchedule schedule = new WindowSchedule(
                first.local(), first.zone(), length, rrule.isBlank() ? null : rule(rrule.strip(), first.zone()));
        if (schedule.starting(first.local(), 1).isEmpty()) {
            throw new IllegalArgumentException("rrule '" + rrule + "' never comes true after dtstart.");
        }
        return schedule;
    }

    private record Moment(LocalDateTime local, ZoneId zone) {

        Instant instant() {
            return local.atZone(zone).toInstant();
        }

        static Moment parse(String field, String text, ZoneId assumed) {
            if (text.isBlank()) {
                throw new IllegalArgumentException(field + " is missing; " + EXPECTED + ".");
            }
            String rest = text.strip();
            ZoneId zone = assumed;
            try {
                if (rest.startsWith("TZID=")) {
                    int colon = rest.indexOf(':');
                    zone = ZoneId.of(rest.substring("TZID=".length(), Math.max("TZID=".length(), colon)));
                    rest = rest.substring(colon + 1);
                } else if (rest.endsWith("Z")) {
                    zone = ZoneOffset.UTC;
                    rest = rest.substring(0, rest.length() - 1);
                }
                return new Moment(
                        rest.contains("T")
                                ? LocalDateTime.parse(rest, DATE_TIME)
                                : LocalDate.parse(rest, DATE).atStartOfDay(),
                        zone);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        field + " '" + text + "' is no time: " + e.getMessage() + "; " + EXPECTED + ".", e);
            }
        }
    }

    private static RecurrenceRule rule(String text, ZoneId zone) {
        RecurrenceRule rule;
        try {
            rule = new RecurrenceRule(
                    text.startsWith("RRULE:") ? text.substring("RRULE:".length()) : text,
                    RecurrenceRule.RfcMode.RFC5545_STRICT);
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalArgumentException("rrule '" + text + "' is none of RFC 5545: " + e.getMessage()
                    + ". Expected such as FREQ=WEEKLY;BYDAY=SA,SU.");
        }
        if (TOO_OFTEN.contains(rule.getFreq())) {
            throw new IllegalArgumentException(
                    "rrule '" + text + "' recurs " + rule.getFreq() + "; windows recur HOURLY at most.");
        }
        if (rule.getUntil() != null) {
            rule.setUntil(asUtc(untilLocally(rule.getUntil(), zone)));
        }
        return rule;
    }

    private static LocalDateTime untilLocally(DateTime until, ZoneId zone) {
        if (until.isAllDay()) {
            return LocalDate.of(until.getYear(), until.getMonth() + 1, until.getDayOfMonth())
                    .atTime(LocalTime.MAX.truncatedTo(ChronoUnit.SECONDS));
        }
        LocalDateTime fields = LocalDateTime.of(
                until.getYear(),
                until.getMonth() + 1,
                until.getDayOfMonth(),
                until.getHours(),
                until.getMinutes(),
                until.getSeconds());
        return until.isFloating()
                ? fields
                : fields.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDateTime();
    }

    /** Local times are handed to the library as if they were UTC, which knows no daylight saving. */
    private static DateTime asUtc(LocalDateTime local) {
        return new DateTime(
                DateTime.UTC,
                local.getYear(),
                local.getMonthValue() - 1,
                local.getDayOfMonth(),
                local.getHour(),
                local.getMinute(),
                local.getSecond());
    }

    /** In whose local time it recurs. */
    public ZoneId zone() {
        return zone;
    }

    /** The time around a moment in which it is in force without a break; empty when it is not in force then. */
    public Optional<Span> at(Instant moment) {
        Optional<Span> covering = covering(moment);
        for (int joined = 0; covering.isPresent() && joined < MOST_JOINED; joined++) {
            Span known = covering.get();
            Optional<Span> further = covering(known.end());
            if (further.isEmpty()) {
                return covering;
            }
            covering = Optional.of(new Span(known.start(), further.get().end()));
        }
        return covering;
    }

    private Optional<Span> covering(Instant moment) {
        Span best = null;
        LocalDateTime from = LocalDateTime.ofInstant(moment, zone).minus(length).minus(MARGIN);
        for (Span span : until(from, moment.plus(MARGIN))) {
            boolean covers = !span.start().isAfter(moment) && span.end().isAfter(moment);
            if (covers && (best == null || span.end().isAfter(best.end()))) {
                best = span;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The first occurrence that begins after a moment. */
    public Optional<Span> after(Instant moment) {
        LocalDateTime from = LocalDateTime.ofInstant(moment, zone).minus(MARGIN);
        // A start that was moved on over skipped hours may come after its successors: a few more are looked at.
        return starting(from, 2 * (int) MARGIN.toHours()).stream()
                .filter(span -> span.start().isAfter(moment))
                .min(java.util.Comparator.comparing(Span::start));
    }

    private List<Span> until(LocalDateTime from, Instant end) {
        List<Span> spans = new ArrayList<>();
        collect(from, span -> {
            spans.add(span);
            return span.start().isBefore(end);
        });
        return spans;
    }

    private List<Span> starting(LocalDateTime from, int count) {
        List<Span> spans = new ArrayList<>();
        collect(from, span -> {
            spans.add(span);
            return spans.size() < count;
        });
        return spans;
    }

    private interface Visitor {
        boolean goOn(Span span);
    }

    private void collect(LocalDateTime from, Visitor visitor) {
        if (rule == null) {
            if (!start.isBefore(from)) {
                visitor.goOn(span(start));
            }
            return;
        }
        try {
            RecurrenceRuleIterator occurrences = rule.iterator(asUtc(start));
            if (from.isAfter(start)) {
                occurrences.fastForward(asUtc(from));
            }
            boolean more = true;
            while (more && occurrences.hasNext()) {
                more = visitor.goOn(
                        span(LocalDateTime.ofEpochSecond(occurrences.nextMillis() / 1000, 0, ZoneOffset.UTC)));
            }
        } catch (IllegalArgumentException e) {
            // The library gives up on a rule that does not come true for very long, such as the 30th of February.
        }
    }

    private Span span(LocalDateTime local) {
        Instant begin = local.atZone(zone).toInstant();
        return new Span(begin, begin.plus(length));
    }
}
