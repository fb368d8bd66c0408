package io.jenkins.plugins.waybill.expression;

import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Reads one text by a layout, as Go's time.Parse does. */
final class GoTimeParser {

    private final GoLayout layout;
    private final String text;
    private final GoZone zone;
    private String rest;

    private int year;
    private int month = -1;
    private int day = -1;
    private int dayOfYear = -1;
    private int hour;
    private int minute;
    private int second;
    private int nanosecond;
    private @Nullable Boolean afternoon;
    private @Nullable GoZone given;
    private @Nullable Integer offset;
    private String zoneName = "";

    GoTimeParser(GoLayout layout, String text, GoZone zone) {
        this.layout = layout;
        this.text = text;
        this.zone = zone;
        this.rest = text;
    }

    GoTime parse() {
        List<GoLayout.Part> parts = layout.parts();
        for (int i = 0; i < parts.size(); i++) {
            GoLayout.Part part = parts.get(i);
            if (!part.element()) {
                literal(part.text());
            } else if (part.isFraction()) {
                fraction(part.text());
            } else {
                boolean fractionFollows =
                        i + 1 < parts.size() && parts.get(i + 1).isFraction();
                element(part.text(), fractionFollows);
            }
        }
        require(rest.isEmpty());
        return assembled();
    }

    private void element(String element, boolean fractionFollows) {
        switch (element) {
            case "2006" -> year = digits(4, 4);
            case "06" -> {
                int short2 = digits(2, 2);
                year = short2 >= 69 ? 1900 + short2 : 2000 + short2;
            }
            case "January" -> month = name(GoConstant.monthNames(), 0) + 1;
            case "Jan" -> month = name(GoConstant.monthNames(), 3) + 1;
            case "Monday" -> name(GoConstant.dayNames(), 0);
            case "Mon" -> name(GoConstant.dayNames(), 3);
            case "01", "1" -> month = within(number(element), 1, 12);
            case "02", "2" -> day = number(element);
            case "_2" -> {
                skipBlank();
                day = number(element);
            }
            case "002" -> dayOfYear = digits(3, 3);
            case "__2" -> {
                int blanks = 0;
                while (blanks < 2 && rest.startsWith(" ")) {
                    rest = rest.substring(1);
                    blanks++;
                }
                dayOfYear = digits(3 - blanks, 3 - blanks);
            }
            case "15" -> hour = within(number("3"), 0, 23);
            case "03", "3" -> hour = within(number(element), 0, 12);
            case "04", "4" -> minute = within(number(element), 0, 59);
            case "05", "5" -> {
                second = within(number(element), 0, 59);
                if (!fractionFollows && startsFraction()) {
                    nanosecond = nanoseconds(leadingDigits(rest.substring(1)));
                }
            }
            case "PM", "pm" -> afternoon = half(element);
            case "MST" -> zoneName();
            default -> offset(element);
        }
    }

    private void literal(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (literal.charAt(i) == ' ') {
                require(rest.isEmpty() || rest.startsWith(" "));
                while (i + 1 < literal.length() && literal.charAt(i + 1) == ' ') {
                    i++;
                }
                rest = rest.stripLeading();
            } else {
                require(!rest.isEmpty() && rest.charAt(0) == literal.charAt(i));
                rest = rest.substring(1);
            }
        }
    }

    private void skipBlank() {
        if (rest.startsWith(" ")) {
            rest = rest.substring(1);
        }
    }

    /** One or two digits; two where the layout shows a leading zero. */
    private int number(String element) {
        boolean fixed = element.startsWith("0");
        return digits(fixed ? 2 : 1, 2);
    }

    private int digits(int least, int most) {
        String digits = leadingDigits(rest);
        require(digits.length() >= least);
        String used = digits.substring(0, Math.min(most, digits.length()));
        rest = rest.substring(used.length());
        return Integer.parseInt(used);
    }

    private static String leadingDigits(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return text.substring(0, end);
    }

    private int within(int number, int least, int most) {
        require(number >= least && number <= most);
        return number;
    }

    private int name(List<String> names, int length) {
        for (int i = 0; i < names.size(); i++) {
            String name = length == 0 ? names.get(i) : names.get(i).substring(0, length);
            if (rest.regionMatches(true, 0, name, 0, name.length())) {
                rest = rest.substring(name.length());
                return i;
            }
        }
        throw invalid();
    }

    private Boolean half(String element) {
        for (String word : element.equals("PM") ? List.of("AM", "PM") : List.of("am", "pm")) {
            if (rest.startsWith(word)) {
                rest = rest.substring(2);
                return word.equalsIgnoreCase("PM");
            }
        }
        throw invalid();
    }

    private boolean startsFraction() {
        return rest.length() > 1
                && (rest.charAt(0) == '.' || rest.charAt(0) == ',')
                && !leadingDigits(rest.substring(1)).isEmpty();
    }

    private void fraction(String element) {
        if (element.charAt(1) == '9') {
            if (startsFraction()) {
                nanosecond = nanoseconds(leadingDigits(rest.substring(1)));
            }
            return;
        }
        require(rest.length() >= element.length() && (rest.charAt(0) == '.' || rest.charAt(0) == ','));
        String digits = rest.substring(1, element.length());
        require(leadingDigits(digits).length() == digits.length());
        nanosecond = nanoseconds(digits);
    }

    private int nanoseconds(String digits) {
        rest = rest.substring(1 + digits.length());
        String nine = (digits + "000000000").substring(0, 9);
        return Integer.parseInt(nine);
    }

    private void zoneName() {
        if (rest.startsWith("UTC")) {
            rest = rest.substring(3);
            given = GoZone.UTC;
            return;
        }
        int length = zoneNameLength();
        require(length > 0);
        zoneName = rest.substring(0, length);
        rest = rest.substring(length);
    }

    /** Three to five capitals, of which longer ones end in T; ChST, MeST, WITA; GMT+3; +03. */
    private int zoneNameLength() {
        if (rest.startsWith("ChST") || rest.startsWith("MeST")) {
            return 4;
        }
        if (rest.startsWith("GMT")) {
            return 3 + signedHours(rest.substring(3));
        }
        if (rest.startsWith("+") || rest.startsWith("-")) {
            return signedHours(rest);
        }
        int capitals = 0;
        while (capitals < 6
                && capitals < rest.length()
                && rest.charAt(capitals) >= 'A'
                && rest.charAt(capitals) <= 'Z') {
            capitals++;
        }
        return switch (capitals) {
            case 3 -> 3;
            case 4 -> rest.charAt(3) == 'T' || rest.startsWith("WITA") ? 4 : 0;
            case 5 -> rest.charAt(4) == 'T' ? 5 : 0;
            default -> 0;
        };
    }

    private static int signedHours(String text) {
        if (!text.startsWith("+") && !text.startsWith("-")) {
            return 0;
        }
        String digits = leadingDigits(text.substring(1));
        if (digits.isEmpty() || digits.length() > 6 || Integer.parseInt(digits) > 23) {
            return 0;
        }
        return 1 + digits.length();
    }

    private void offset(String element) {
        if (element.charAt(0) == 'Z' && rest.startsWith("Z")) {
            rest = rest.substring(1);
            given = GoZone.UTC;
            return;
        }
        require(rest.startsWith("+") || rest.startsWith("-"));
        int sign = rest.startsWith("-") ? -1 : 1;
        rest = rest.substring(1);
        int fields = (element.replace(":", "").length() - 1) / 2;
        int seconds = within(digits(2, 2), 0, 24) * 3600;
        for (int i = 1; i < fields; i++) {
            if (element.contains(":")) {
                require(rest.startsWith(":"));
                rest = rest.substring(1);
            }
            seconds += within(digits(2, 2), 0, 60) * (i == 1 ? 60 : 1);
        }
        offset = sign * seconds;
    }

    private GoTime assembled() {
        if (afternoon != null) {
            hour = afternoon ? (hour < 12 ? hour + 12 : hour) : hour == 12 ? 0 : hour;
        }
        if (dayOfYear >= 0) {
            require(dayOfYear >= 1 && dayOfYear <= Year.of(year).length());
            int ofMonth = Year.of(year).atDay(dayOfYear).getDayOfMonth();
            int inMonth = Year.of(year).atDay(dayOfYear).getMonthValue();
            require((month < 0 || month == inMonth) && (day < 0 || day == ofMonth));
            month = inMonth;
            day = ofMonth;
        }
        month = Math.max(month, 1);
        day = day < 0 ? 1 : day;
        require(day >= 1 && day <= YearMonth.of(year, month).lengthOfMonth());
        LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, second, nanosecond);
        if (given != null) {
            return GoTime.of(local, given);
        }
        if (offset != null) {
            if (Math.abs(offset) > ZoneOffset.MAX.getTotalSeconds()) {
                return GoTime.of(local.minusSeconds(offset), GoZone.UTC);
            }
            GoTime time = GoTime.of(local, GoZone.fixed(zoneName, offset));
            GoTime here = time.in(zone);
            boolean same = here.offset() == offset
                    && (zoneName.isEmpty() || here.abbreviation().equals(zoneName));
            return same ? here : time;
        }
        if (!zoneName.isEmpty()) {
            GoTime here = GoTime.of(local, zone);
            if (here.abbreviation().equals(zoneName)) {
                return here;
            }
            boolean greenwich = zoneName.startsWith("GMT") && zoneName.length() > 3;
            int hours = greenwich ? Integer.parseInt(zoneName.substring(3)) : 0;
            GoZone named = new GoZone(zoneName, ZoneOffset.ofHours(Math.max(-18, Math.min(18, hours))), zoneName);
            return GoTime.of(local, named);
        }
        return GoTime.of(local, zone);
    }

    private void require(boolean condition) {
        if (!condition) {
            throw invalid();
        }
    }

    private ExpressionException invalid() {
        return new ExpressionException("not a date of that form: " + text);
    }
}
