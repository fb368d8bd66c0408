package io.jenkins.plugins.waybill.step.data;

import io.jenkins.plugins.waybill.step.StepFailure;

/** A TOML text and how far it was read. */
final class TomlText {

    private final String file;
    private final String content;
    private int at;

    TomlText(String file, String content) {
        this.file = file;
        this.content = content;
        this.at = content.startsWith("\ufeff") ? 1 : 0;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at >= content.length();
    }

    /** The next character; 0 at the end. */
    char peek() {
        return atEnd() ? 0 : content.charAt(at);
    }

    char next() {
        return content.charAt(at++);
    }

    boolean startsWith(String prefix) {
        return content.startsWith(prefix, at);
    }

    boolean take(String prefix) {
        if (!startsWith(prefix)) {
            return false;
        }
        at += prefix.length();
        return true;
    }

    void expect(String wanted, String what) throws StepFailure {
        if (!take(wanted)) {
            throw wrong(what + " is missing");
        }
    }

    /** What a scalar without quotes may be made of, from here on. */
    String word() {
        int end = at;
        while (end < content.length() && "=,]}#".indexOf(content.charAt(end)) < 0 && content.charAt(end) > ' ') {
            end++;
        }
        boolean dateBeforeTime = content.substring(at, end).matches("\\d{4}-\\d\\d-\\d\\d")
                && content.substring(end, Math.min(content.length(), end + 4)).matches(" \\d\\d:");
        if (dateBeforeTime) {
            end++;
            while (end < content.length() && "=,]}#".indexOf(content.charAt(end)) < 0 && content.charAt(end) > ' ') {
                end++;
            }
        }
        String word = content.substring(at, end);
        at = end;
        return word;
    }

    void skipSpaces() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    /** Takes the line break, or two characters of it. */
    boolean takeLineBreak() {
        return take("\r\n") || take("\n");
    }

    void skipBlankLines() throws StepFailure {
        do {
            skipSpaces();
            comment();
        } while (takeLineBreak());
    }

    void endOfLine() throws StepFailure {
        skipSpaces();
        comment();
        if (!atEnd() && !startsWith("\n") && !startsWith("\r\n")) {
            throw wrong("there is something behind the end of the value");
        }
    }

    private void comment() throws StepFailure {
        if (peek() != '#') {
            return;
        }
        while (!atEnd() && !startsWith("\n") && !startsWith("\r\n")) {
            refuseControl(next());
        }
    }

    void refuseControl(char c) throws StepFailure {
        if (c < ' ' && c != '\t' || c == 0x7f) {
            throw wrong("a control character stands there as itself");
        }
    }

    StepFailure wrong(String reason) {
        return wrong(at, reason);
    }

    StepFailure wrong(int position, String reason) {
        String before = content.substring(0, Math.min(position, content.length()));
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return StepFailure.retryable(file + ":" + line + ":" + column + " is no TOML: " + reason + ".");
    }
}
