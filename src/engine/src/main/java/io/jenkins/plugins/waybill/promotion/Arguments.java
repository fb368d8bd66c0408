package io.jenkins.plugins.waybill.promotion;

import java.util.List;

import io.jenkins.plugins.waybill.expression.GoJson;
import org.jspecify.annotations.Nullable;

/** What a function of an expression was called with. */
final class Arguments {

    private Arguments() {}

    static void count(String function, List<@Nullable Object> arguments, int least, int most) {
        if (arguments.size() < least || arguments.size() > most) {
            throw new IllegalArgumentException(function + "() takes "
                    + (least == most ? least == 0 ? "no" : String.valueOf(least) : least + " to " + most)
                    + " argument" + (most == 1 ? "" : "s") + ", not " + arguments.size());
        }
    }

    static String text(String function, List<@Nullable Object> arguments, int at) {
        Object argument = arguments.get(at);
        if (argument instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "argument " + (at + 1) + " of " + function + "() must be a string, not " + GoJson.text(argument));
    }
}
