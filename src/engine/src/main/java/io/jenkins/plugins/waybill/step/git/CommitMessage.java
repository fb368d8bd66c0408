package io.jenkins.plugins.waybill.step.git;

import java.util.List;

/** Commit messages as {@code git commit -m} stores them. */
final class CommitMessage {

    private CommitMessage() {}

    /** Without blank lines around, several in a row, and blanks at line ends; with a final newline. */
    static String clean(String message) {
        StringBuilder cleaned = new StringBuilder();
        boolean blank = false;
        List<String> lines = message.lines().map(String::stripTrailing).toList();
        for (String line : lines) {
            if (line.isEmpty()) {
                blank = cleaned.length() > 0;
                continue;
            }
            if (blank) {
                cleaned.append('\n');
                blank = false;
            }
            cleaned.append(line).append('\n');
        }
        return cleaned.toString();
    }
}
