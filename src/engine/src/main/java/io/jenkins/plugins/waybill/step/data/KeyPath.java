package io.jenkins.plugins.waybill.step.data;

import java.util.ArrayList;
import java.util.List;

import io.jenkins.plugins.waybill.step.StepFailure;

/**
 * The address of a value: keys and list indexes joined by dots. {@code \.} and {@code \:} stand for the character
 * itself; a leading {@code :} says that a part is a key even if it looks like an index.
 *
 * @param parts the parts with escapes resolved
 */
record KeyPath(List<String> parts) {

    KeyPath {
        parts = List.copyOf(parts);
    }

    static KeyPath parse(String text) throws StepFailure {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean hinted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                char next = i + 1 < text.length() ? text.charAt(++i) : ' ';
                if (next != '.' && next != ':') {
                    throw wrong(text, "a backslash may only stand before '.' or ':'");
                }
                part.append(next);
            } else if (c == '.') {
                parts.add(finish(text, part));
                hinted = false;
            } else if (c == ':') {
                if (part.length() > 0 || hinted) {
                    throw wrong(text, "':' may only begin a part; write '\\:' for the character itself");
                }
                hinted = true;
            } else {
                part.append(c);
            }
        }
        parts.add(finish(text, part));
        return new KeyPath(parts);
    }

    private static String finish(String text, StringBuilder part) throws StepFailure {
        if (part.length() == 0) {
            throw wrong(text, "a part is empty");
        }
        String finished = part.toString();
        part.setLength(0);
        return finished;
    }

    private static StepFailure wrong(String text, String reason) {
        return StepFailure.retryable("'" + text + "' is no key: " + reason + ".");
    }
}
