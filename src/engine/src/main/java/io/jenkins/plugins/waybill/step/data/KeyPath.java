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
record KeyPath(List<Part> parts) {

    /**
     * One step down.
     *
     * @param text the key or index
     * @param isKey whether it was said to be a key
     */
    record Part(String text, boolean isKey) {

        /** The index it stands for; -1 when it is none. */
        int index() {
            return !isKey && text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
        }

        /** Whether it stands for the place behind a list's last element. */
        boolean isEnd() {
            return !isKey && text.equals("-1");
        }
    }

    KeyPath {
        parts = List.copyOf(parts);
    }

    static KeyPath parse(String text) throws StepFailure {
        List<Part> parts = new ArrayList<>();
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
                parts.add(finish(text, part, hinted));
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
        parts.add(finish(text, part, hinted));
        return new KeyPath(parts);
    }

    private static Part finish(String text, StringBuilder part, boolean hinted) throws StepFailure {
        if (part.length() == 0) {
            throw wrong(text, "a part is empty");
        }
        Part finished = new Part(part.toString(), hinted);
        part.setLength(0);
        return finished;
    }

    private static StepFailure wrong(String text, String reason) {
        return StepFailure.retryable("'" + text + "' is no key: " + reason + ".");
    }
}
