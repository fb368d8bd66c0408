package io.jenkins.plugins.waybill.expression;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/** A month or a day of the week: a number with a name. */
record GoConstant(String typeName, long number, String text) implements GoObject {

    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

    static GoConstant month(int number) {
        return new GoConstant("time.Month", number, MONTHS.get(number - 1));
    }

    /** Sunday is 0. */
    static GoConstant weekday(int number) {
        return new GoConstant("time.Weekday", number, DAYS.get(number));
    }

    static List<String> monthNames() {
        return MONTHS;
    }

    static List<String> dayNames() {
        return DAYS;
    }

    @Override
    public boolean has(String name) {
        return name.equals("String");
    }

    @Override
    public @Nullable Object field(String name) {
        return (Scope.Function) arguments -> text;
    }

    @Override
    public JsonNode toJson() {
        return JsonNodeFactory.instance.numberNode(number);
    }
}
