package io.jenkins.plugins.waybill.model;

/**
 * A place in a manifest, as people and editors count.
 *
 * @param file the file as the user named it; {@code <inline>} for text that came from no file
 * @param line 1-based
 * @param column 1-based
 */
public record SourcePosition(String file, int line, int column) {

    /** Where a value was made by the program itself and no text can be shown. */
    public static final SourcePosition NONE = new SourcePosition("", 0, 0);

    /** {@code file:line:column}, or an empty string for {@link #NONE}. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
