package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.verification.metric.JsonPath.Step;
import org.jspecify.annotations.Nullable;

/** Reads the text of a {@link JsonPath}. */
final class JsonPathParser {

    private static final int MOST_STEPS = 50;

    private final String text;
    private final String whole;
    private int at;

    JsonPathParser(String text, String whole) {
        this.text = text;
        this.whole = whole;
    }

    List<Step> path() throws IOException {
        List<Step> steps = new ArrayList<>();
        if (peek() == '$' || peek() == '@') {
            at++;
        } else if (peek() != '.' && peek() != '[') {
            throw wrong("it must begin with $ or a dot");
        }
        steps(steps);
        if (at < text.length()) {
            throw wrong("'" + text.charAt(at) + "' is not expected at character " + (at + 1));
        }
        return steps;
    }

    private void steps(List<Step> steps) throws IOException {
        while (peek() == '.' || peek() == '[') {
            if (peek() == '[') {
                steps.add(bracket());
            } else {
                at++;
                boolean deep = peek() == '.';
                if (deep) {
                    at++;
                }
                if (peek() == '[') {
                    continue;
                }
                String name = name();
                steps.add(
                        deep
                                ? (value, root, found) -> JsonSteps.deep(value, name, found)
                                : (value, root, found) -> JsonSteps.field(value, name, whole, found));
            }
            if (steps.size() > MOST_STEPS) {
                throw wrong("it has more than " + MOST_STEPS + " steps");
            }
        }
    }

    private String name() throws IOException {
        StringBuilder name = new StringBuilder();
        while (at < text.length() && " .[]()=<>!&|,".indexOf(peek()) < 0) {
            if (peek() == '\\' && at + 1 < text.length()) {
                at++;
            }
            name.append(text.charAt(at++));
        }
        if (name.isEmpty()) {
            throw wrong("a name is missing at character " + (at + 1));
        }
        return name.toString();
    }

    private Step bracket() throws IOException {
        at++;
        blanks();
        if (text.startsWith("?(", at)) {
            at += 2;
            Step filter = filter();
            expect(')');
            blanks();
            expect(']');
            return filter;
        }
        List<Step> choices = new ArrayList<>();
        do {
            blanks();
            choices.add(choice());
            blanks();
        } while (accept(','));
        expect(']');
        return choices.size() == 1
                ? choices.get(0)
                : (value, root, found) -> {
                    for (Step choice : choices) {
                        choice.walk(value, root, found);
                    }
                };
    }

    private Step choice() throws IOException {
        if (peek() == '\'' || peek() == '"') {
            String name = quoted();
            return (value, root, found) -> JsonSteps.field(value, name, whole, found);
        }
        if (accept('*')) {
            return (value, root, found) -> JsonSteps.field(value, "*", whole, found);
        }
        Integer from = number();
        if (!accept(':')) {
            if (from == null) {
                throw wrong("the brackets at character " + at + " are empty or not closed");
            }
            return (value, root, found) -> JsonSteps.index(value, from, whole, found);
        }
        Integer to = number();
        Integer step = accept(':') ? number() : null;
        if (step != null && step <= 0) {
            throw wrong("the step of a slice must be greater than 0");
        }
        return (value, root, found) -> JsonSteps.slice(value, from, to, step == null ? 1 : step, found);
    }

    private @Nullable Integer number() throws IOException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        while (Character.isDigit(peek())) {
            at++;
        }
        String digits = text.substring(start, at);
        if (digits.isEmpty()) {
            return null;
        }
        try {
            return Integer.valueOf(digits);
        } catch (NumberFormatException e) {
            throw wrong("'" + digits + "' is no index");
        }
    }

    private Step filter() throws IOException {
        blanks();
        Operand left = operand();
        blanks();
        String operator = "";
        for (String known : List.of("==", "!=", "<=", ">=", "<", ">")) {
            if (text.startsWith(known, at)) {
                operator = known;
                at += known.length();
                break;
            }
        }
        blanks();
        Operand right = operator.isEmpty() ? null : operand();
        blanks();
        String compare = operator;
        return (value, root, found) -> {
            for (JsonNode element : JsonSteps.elements(value)) {
                List<JsonNode> one = left.values(element, root);
                boolean holds = right == null
                        ? !one.isEmpty()
                        : JsonSteps.compare(one, compare, right.values(element, root), whole);
                if (holds) {
                    found.accept(element);
                }
            }
        };
    }

    /** A side of a comparison: a path from the element or the root, or a constant. */
    private interface Operand {
        List<JsonNode> values(JsonNode element, JsonNode root) throws IOException;
    }

    private Operand operand() throws IOException {
        char first = peek();
        if (first == '@' || first == '$') {
            at++;
            List<Step> steps = new ArrayList<>();
            steps(steps);
            return (element, root) -> {
                try {
                    return JsonPath.follow(steps, first == '@' ? element : root, root);
                } catch (JsonSteps.Missing e) {
                    return List.of();
                }
            };
        }
        String constant;
        if (first == '\'' || first == '"') {
            constant = MetricHttp.JSON.writeValueAsString(quoted());
        } else {
            int start = at;
            while (at < text.length() && " )=<>!".indexOf(peek()) < 0) {
                at++;
            }
            constant = text.substring(start, at);
        }
        List<JsonNode> value;
        try {
            value = List.of(MetricHttp.JSON.readTree(constant));
        } catch (IOException e) {
            throw wrong("'" + constant + "' is neither a path nor a value");
        }
        if (value.get(0).isMissingNode()) {
            throw wrong("a value is missing at character " + (at + 1));
        }
        return (element, root) -> value;
    }

    private String quoted() throws IOException {
        char quote = text.charAt(at++);
        StringBuilder result = new StringBuilder();
        while (at < text.length() && peek() != quote) {
            if (peek() == '\\' && at + 1 < text.length()) {
                at++;
            }
            result.append(text.charAt(at++));
        }
        expect(quote);
        return result.toString();
    }

    private void blanks() {
        while (peek() == ' ') {
            at++;
        }
    }

    private boolean accept(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char wanted) throws IOException {
        if (!accept(wanted)) {
            throw wrong("'" + wanted + "' is missing at character " + (at + 1));
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private IOException wrong(String why) {
        return new IOException("jsonPath '" + whole + "' cannot be read: " + why + ".");
    }
}
