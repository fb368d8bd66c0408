package io.jenkins.plugins.waybill.manifest;

import java.util.List;

import io.jenkins.plugins.waybill.model.SourcePosition;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** One document's text and where it starts in its file. */
final class YamlText {

    private final String file;
    private final String content;
    private final int firstLine;
    private final List<String> lines;

    /**
     * @param firstLine the 1-based line of the file on which the content begins
     */
    YamlText(String file, String content, int firstLine) {
        this.file = file;
        this.content = content;
        this.firstLine = firstLine;
        this.lines = content.lines().toList();
    }

    String file() {
        return file;
    }

    String content() {
        return content;
    }

    int firstLine() {
        return firstLine;
    }

    SourcePosition start() {
        return new SourcePosition(file, firstLine, 1);
    }

    SourcePosition position(Mark mark) {
        return position(mark.getLine(), mark.getColumn());
    }

    /** From a 0-based line and column within this text. */
    SourcePosition position(int line, int column) {
        return new SourcePosition(file, firstLine + line, column + 1);
    }

    /** A 0-based line; empty past the end. */
    String line(int index) {
        return index >= 0 && index < lines.size() ? lines.get(index) : "";
    }

    boolean hasTabAt(Mark mark) {
        String line = line(mark.getLine());
        int index = charIndex(line, mark.getColumn());
        return index < line.length() && line.charAt(index) == '\t';
    }

    /** Whether there is nothing but blanks before that place in its line. */
    boolean isInIndentation(Mark mark) {
        String line = line(mark.getLine());
        return line.substring(0, charIndex(line, mark.getColumn())).isBlank();
    }

    /** The same text with a blank at a place. */
    YamlText withBlankFor(Mark mark) {
        StringBuilder replaced = new StringBuilder(content);
        replaced.setCharAt(content.offsetByCodePoints(0, mark.getIndex()), ' ');
        return new YamlText(file, replaced.toString(), firstLine);
    }

    /** The UTF-16 index of a column counted in code points. */
    static int charIndex(String line, int column) {
        return line.codePointCount(0, line.length()) <= column ? line.length() : line.offsetByCodePoints(0, column);
    }
}
