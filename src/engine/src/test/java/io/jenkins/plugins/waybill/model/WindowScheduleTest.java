package io.jenkins.plugins.waybill.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.WindowSchedule.Span;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WindowScheduleTest {

    private static final DateTimeFormatter ICAL = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss");

    private static Instant berlin(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Europe/Berlin")).toInstant();
    }

    private static WindowSchedule weekend() {
        return WindowSchedule.parse(
                "TZID=Europe/Berlin:20260103T000000", "TZID=Europe/Berlin:20260105T000000", "FREQ=WEEKLY;BYDAY=SA");
    }

    @Test
    void withoutARuleAWindowIsInForceOnce() {
        WindowSchedule once = WindowSchedule.parse("20261224T120000Z", "20270102T060000Z", "");

        assertThat(once.at(Instant.parse("2026-12-24T11:59:59Z"))).isEmpty();
        assertThat(once.at(Instant.parse("2026-12-24T12:00:00Z")))
                .contains(new Span(Instant.parse("2026-12-24T12:00:00Z"), Instant.parse("2027-01-02T06:00:00Z")));
        assertThat(once.at(Instant.parse("2027-01-02T06:00:00Z"))).isEmpty();
        assertThat(once.after(Instant.parse("2026-12-24T12:00:00Z"))).isEmpty();
    }

    @Test
    void aWeeklyRuleFollowsTheLocalClockThroughTheYear() {
        assertThat(weekend().at(berlin("2026-01-31T00:00:00"))).isPresent();
        assertThat(weekend().at(berlin("2026-07-25T00:00:00"))).isPresent();
        assertThat(weekend().at(berlin("2026-07-24T23:59:59"))).isEmpty();
        assertThat(weekend().after(berlin("2026-07-25T00:00:00")).map(Span::start))
                .contains(berlin("2026-08-01T00:00:00"));
    }

    @Test
    void aStartThatTheClocksSkipIsMovedOnAndNotLeftOut() {
        WindowSchedule nightly = WindowSchedule.parse(
                "TZID=America/New_York:20260101T023000", "TZID=America/New_York:20260101T033000", "FREQ=DAILY");

        // On 8 March 2026 New York's clocks go from 02:00 EST (-5) to 03:00 EDT (-4).
        assertThat(nightly.after(Instant.parse("2026-03-08T06:00:00Z")))
                .contains(new Span(Instant.parse("2026-03-08T07:30:00Z"), Instant.parse("2026-03-08T08:30:00Z")));
    }

    @Test
    void aStartThatTheClocksShowTwiceIsTheEarlier() {
        WindowSchedule nightly = WindowSchedule.parse(
                "TZID=Europe/Berlin:20260101T023000", "TZID=Europe/Berlin:20260101T024500", "FREQ=DAILY");

        // On 25 October 2026 Berlin's clocks go from 03:00 CEST (+2) back to 02:00 CET (+1).
        assertThat(nightly.after(Instant.parse("2026-10-24T12:00:00Z")))
                .contains(new Span(Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-25T00:45:00Z")));
        assertThat(nightly.after(Instant.parse("2026-10-25T00:30:00Z")).map(Span::start))
                .contains(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void aRuleEndsAfterItsCountOrItsLastMoment() {
        WindowSchedule counted = WindowSchedule.parse("20260101T090000Z", "20260101T100000Z", "FREQ=DAILY;COUNT=2");
        assertThat(counted.at(Instant.parse("2026-01-02T09:30:00Z"))).isPresent();
        assertThat(counted.at(Instant.parse("2026-01-03T09:30:00Z"))).isEmpty();
        WindowSchedule bounded = WindowSchedule.parse(
                "TZID=Europe/Berlin:20260101T090000", "20260101T100000", "FREQ=DAILY;UNTIL=20260703T070000Z");
        assertThat(bounded.at(berlin("2026-07-03T09:30:00"))).isPresent();
        assertThat(bounded.at(berlin("2026-07-04T09:30:00"))).isEmpty();
    }

    @Test
    void whatTouchesIsInForceWithoutABreak() {
        WindowSchedule always = WindowSchedule.parse("20260101T000000Z", "20260102T000000Z", "FREQ=DAILY;COUNT=10");

        assertThat(always.at(Instant.parse("2026-01-04T12:00:00Z")).map(Span::end))
                .contains(Instant.parse("2026-01-11T00:00:00Z"));
    }

    @Test
    void aRuleThatNeverComesTrueIsRefused() {
        assertThatThrownBy(() -> WindowSchedule.parse(
                        "20260101T090000Z", "20260101T100000Z", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rrule 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' never comes true after dtstart.");
        assertThatThrownBy(() -> WindowSchedule.parse("20260101T090000Z", "20260101T100000Z", "every day"))
                .hasMessageContaining("Expected such as FREQ=WEEKLY;BYDAY=SA,SU.");
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "Europe/Berlin",
                        "America/New_York",
                        "Australia/Lord_Howe",
                        "America/Santiago",
                        "Africa/Casablanca",
                        "Asia/Kathmandu",
                        "Pacific/Apia",
                        "UTC")
                .map(ZoneId::of);
    }

    /** Days around the changes of clocks of all those zones are among them, as all days of three years are. */
    @Property(tries = 400)
    void dailyWindowsBeginAtTheLocalTimeThatJavaKnowsAndLastAsLongAsTheFirst(
            @ForAll("zones") ZoneId zone,
            @ForAll @IntRange(min = 0, max = 1095) int day,
            @ForAll @IntRange(min = 0, max = 95) int quarter,
            @ForAll @IntRange(min = 1, max = 20 * 60) int minutes) {
        LocalTime time = LocalTime.MIDNIGHT.plusMinutes(15L * quarter);
        LocalDateTime first = LocalDate.of(2026, 1, 10).atTime(time);
        Instant began = first.atZone(zone).toInstant();
        Instant ended = began.plus(Duration.ofMinutes(minutes));
        WindowSchedule daily = WindowSchedule.parse(
                "TZID=" + zone + ":" + first.format(ICAL),
                ZonedDateTime.ofInstant(ended, ZoneId.of("UTC")).format(ICAL) + "Z",
                "FREQ=DAILY");

        Instant start = LocalDate.of(2026, 1, 10)
                .plusDays(day)
                .atTime(time)
                .atZone(zone)
                .toInstant();
        Instant end = start.plus(Duration.ofMinutes(minutes));

        assertThat(daily.at(start).map(Span::start)).contains(start);
        assertThat(daily.at(end.minusSeconds(1)).map(Span::start)).contains(start);
        assertThat(daily.at(start.minusSeconds(1)).map(Span::end)).isNotEqualTo(Optional.of(end));
        assertThat(daily.after(start.minusSeconds(1)).map(Span::start)).contains(start);
        assertThat(daily.after(start)
                        .map(next -> Duration.between(start, next.start()).toHours()))
                .hasValueSatisfying(hours -> assertThat(hours).isBetween(22L, 26L));
    }

    @Property(tries = 200)
    void aMomentIsEitherInForceOrBeforeTheNextStart(
            @ForAll("zones") ZoneId zone, @ForAll @IntRange(min = 0, max = 20_000) int halfHours) {
        WindowSchedule nights = WindowSchedule.parse(
                "TZID=" + zone + ":20260101T220000", "TZID=" + zone + ":20260102T060000", "FREQ=WEEKLY;BYDAY=MO,WE,FR");
        Instant moment = Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(30L * halfHours));

        Optional<Span> now = nights.at(moment);
        Instant next = nights.after(moment).orElseThrow().start();

        assertThat(next).isAfter(moment);
        assertThat(nights.at(next)).isPresent();
        assertThat(nights.at(next.minusSeconds(1))).isEmpty();
        now.ifPresent(span -> {
            assertThat(span.start()).isBeforeOrEqualTo(moment);
            assertThat(span.end()).isAfter(moment).isBeforeOrEqualTo(next);
            assertThat(nights.at(span.end())).isEmpty();
        });
    }
}
