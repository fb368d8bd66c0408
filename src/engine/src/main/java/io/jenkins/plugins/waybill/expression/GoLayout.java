package io.jenkins.plugins.waybill.expression;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A form of dates and times, written as Go does: by showing how Monday, the second of January 2006, four past three
 * in the afternoon and five seconds, seven hours west of Greenwich, would look in it.
 */
final class GoLayout {

    private static final Cache<GoLayout> KNOWN = new Cache<>();

    /** What stands for something, longest first where one begins another. */
    private static final List<String> ELEMENTS = List.of(
            "January",
            "Jan",
            "Monday",
            "Mon",
            "MST",
            "2006",
            "002",
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "15",
            "1",
            "2",
            "__2",
            "_2",
            "3",
            "4",
            "5",
            "PM",
            "pm",
            "-07:00:00",
            "-070000",
            "-07:00",
            "-0700",
            "-07",
            "Z07:00:00",
            "Z070000",
            "Z07:00",
            "Z0700",
            "Z07");

    private final List<Part> parts;

    private GoLayout(List<Part> parts) {
        this.parts = parts;
    }

    static GoLayout of(String layout) {
        return KNOWN.get(layout, GoLayout::read);
    }

    /** An element, a fraction of a second such as {@code .000}, or text that stands for itself. */
    record Part(String text, boolean element) {

        boolean isFraction() {
            return element && (text.charAt(0) == '.' || text.charAt(0) == ',');
        }
    }

    private static GoLayout read(String layout) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < layout.length()) {
            String element = element(layout, i);
            if (element == null) {
                literal.append(layout.charAt(i++));
                continue;
            }
            if (!literal.isEmpty()) {
                parts.add(new Part(literal.toString(), false));
                literal.setLength(0);
            }
            parts.add(new Part(element, true));
            i += element.length();
        }
        if (!literal.isEmpty()) {
            parts.add(new Part(literal.toString(), false));
        }
        return new GoLayout(parts);
    }

    private static @Nullable String element(String layout, int start) {
        char first = layout.charAt(start);
        if (first == '.' || first == ',') {
            return fraction(layout, start);
        }
        if (layout.startsWith("_2006", start)) {
            return null;
        }
        for (String element : ELEMENTS) {
            if (layout.startsWith(element, start)) {
                int end = start + element.length();
                boolean word = element.equals("Jan") || element.equals("Mon");
                return word && end < layout.length() && Character.isLowerCase(layout.charAt(end)) ? null : element;
            }
        }
        return null;
    }

    private static @Nullable String fraction(String layout, int start) {
        int end = start + 1;
        if (end >= layout.length() || layout.charAt(end) != '0' && layout.charAt(end) != '9') {
            return null;
        }
        char digit = layout.charAt(end);
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean more = end < layout.length() && Character.isDigit(layout.charAt(end));
        return more ? null : layout.substring(start, end);
    }

    List<Part> parts() {
        return parts;
    }

    /** Reads a text; times without a zone are in the given one. */
    GoTime parse(String text, GoZone zone) {
        return new GoTimeParser(this, text, zone).parse();
    }

    @Nullable
    GoTime tryParse(String text, GoZone zone) {
        try {
            return parse(text, zone);
        } catch (ExpressionException notThisForm) {
            return null;
        }
    }

    String format(GoTime time) {
        StringBuilder out = new StringBuilder();
        ZonedDateTime local = time.local();
        for (Part part : parts) {
            if (!part.element) {
                out.append(part.text);
            } else if (part.isFraction()) {
                fraction(out, part.text, local.getNano());
            } else {
                out.append(shown(part.text, time, local));
            }
        }
        return out.toString();
    }

    private static String shown(String element, GoTime time, ZonedDateTime local) {
        int hour = local.getHour() % 12 == 0 ? 12 : local.getHour() % 12;
        return switch (element) {
            case "January" -> GoConstant.monthNames().get(local.getMonthValue() - 1);
            case "Jan" -> GoConstant.monthNames().get(local.getMonthValue() - 1).substring(0, 3);
            case "Monday" -> GoConstant.dayNames().get(local.getDayOfWeek().getValue() % 7);
            case "Mon" ->
                GoConstant.dayNames().get(local.getDayOfWeek().getValue() % 7).substring(0, 3);
            case "MST" -> zoneName(time);
            case "2006" -> (local.getYear() < 0 ? "-" : "") + padded(Math.abs(local.getYear()), 4, '0');
            case "06" -> padded(Math.floorMod(local.getYear(), 100), 2, '0');
            case "01" -> padded(local.getMonthValue(), 2, '0');
            case "1" -> Integer.toString(local.getMonthValue());
            case "02" -> padded(local.getDayOfMonth(), 2, '0');
            case "_2" -> padded(local.getDayOfMonth(), 2, ' ');
            case "2" -> Integer.toString(local.getDayOfMonth());
            case "002" -> padded(local.getDayOfYear(), 3, '0');
            case "__2" -> padded(local.getDayOfYear(), 3, ' ');
            case "15" -> padded(local.getHour(), 2, '0');
            case "03" -> padded(hour, 2, '0');
            case "3" -> Integer.toString(hour);
            case "04" -> padded(local.getMinute(), 2, '0');
            case "4" -> Integer.toString(local.getMinute());
            case "05" -> padded(local.getSecond(), 2, '0');
            case "5" -> Integer.toString(local.getSecond());
            case "PM" -> local.getHour() < 12 ? "AM" : "PM";
            case "pm" -> local.getHour() < 12 ? "am" : "pm";
            default -> offset(element, time.offset());
        };
    }

    private static String zoneName(GoTime time) {
        String name = time.abbreviation();
        return name.isEmpty() ? offset("-0700", time.offset()) : name;
    }

    private static String offset(String element, int seconds) {
        if (element.charAt(0) == 'Z' && seconds == 0) {
            return "Z";
        }
        int size = Math.abs(seconds);
        String separator = element.contains(":") ? ":" : "";
        int fields = (element.replace(":", "").length() - 1) / 2;
        StringBuilder out = new StringBuilder(seconds < 0 ? "-" : "+").append(padded(size / 3600, 2, '0'));
        if (fields > 1) {
            out.append(separator).append(padded(size / 60 % 60, 2, '0'));
        }
        if (fields > 2) {
            out.append(separator).append(padded(size % 60, 2, '0'));
        }
        return out.toString();
    }

    private static void fraction(StringBuilder out, String element, int nanoseconds) {
        int length = element.length() - 1;
        String digits = padded(nanoseconds, 9, '0');
        digits = length <= 9 ? digits.substring(0, length) : digits + "0".repeat(length - 9);
        if (element.charAt(1) == '9') {
            int end = digits.length();
            while (end > 0 && digits.charAt(end - 1) == '0') {
                end--;
            }
            digits = digits.substring(0, end);
        }
        if (!digits.isEmpty()) {
            out.append(element.charAt(0)).append(digits);
        }
    }

    private static String padded(int number, int width, char with) {
        String digits = Integer.toString(number);
        return String.valueOf(with).repeat(Math.max(0, width - digits.length())) + digits;
    }
}
