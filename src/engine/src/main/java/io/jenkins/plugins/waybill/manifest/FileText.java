package io.jenkins.plugins.waybill.manifest;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.model.SourcePosition;
import org.jspecify.annotations.Nullable;

/** From a file's bytes to the texts of its documents. */
final class FileText {

    private static final Pattern LINE = Pattern.compile("\r\n|\r|\n");

    private FileText() {}

    /** The text without a byte order mark; null when it is not UTF-8. */
    static @Nullable String decode(String file, byte[] bytes, Consumer<Finding> findings) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            boolean utf16 = bytes.length > 1
                    && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                            || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
            findings.accept(Finding.error(
                    Rule.INVALID_ENCODING,
                    placeOf(file, 1, text, text.length()),
                    utf16
                            ? "The file is UTF-16; save it as UTF-8."
                            : String.format(
                                    "The byte 0x%02X is not valid UTF-8; save the file as UTF-8.",
                                    bytes[in.position()])));
            return null;
        }
        return text;
    }

    /**
     * Splits a file at its {@code ---} lines, so that a mistake in one document does not hide the others. A document
     * with a character that YAML forbids is reported and left out.
     */
    static List<YamlText> documents(String file, String text, Consumer<Finding> findings) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        List<YamlText> documents = new ArrayList<>();
        int start = 0;
        int startLine = 1;
        int line = 1;
        Matcher end = LINE.matcher(content);
        boolean directives = false;
        for (int at = 0; at < content.length(); ) {
            boolean more = end.find(at);
            int next = more ? end.end() : content.length();
            if (content.charAt(at) == '%') {
                directives = true;
            } else if (isSeparator(content, at)) {
                if (!directives) {
                    add(new YamlText(file, content.substring(start, at), startLine), documents, findings);
                    start = at;
                    startLine = line;
                }
                directives = false;
            }
            at = next;
            line++;
        }
        add(new YamlText(file, content.substring(start), startLine), documents, findings);
        return documents;
    }

    private static boolean isSeparator(String content, int at) {
        return content.startsWith("---", at)
                && (at + 3 == content.length() || " \t\r\n".indexOf(content.charAt(at + 3)) >= 0);
    }

    private static void add(YamlText document, List<YamlText> documents, Consumer<Finding> findings) {
        String content = document.content();
        if (content.isBlank()) {
            return;
        }
        for (int at = 0; at < content.length(); ) {
            int character = content.codePointAt(at);
            if (isForbidden(character)) {
                findings.accept(Finding.error(
                        Rule.INVALID_CHARACTER,
                        placeOf(document.file(), document.firstLine(), content, at),
                        String.format(
                                "The character U+%04X is not allowed in YAML; the document is not read.", character)));
                return;
            }
            at += Character.charCount(character);
        }
        documents.add(new YamlText(document.file(), JsonTabs.replaced(content), document.firstLine()));
    }

    /** YAML's printable characters; a byte order mark inside a text is none of them. */
    private static boolean isForbidden(int character) {
        return !(character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= 0x20 && character <= 0x7E)
                || character == 0x85
                || (character >= 0xA0 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD && character != 0xFEFF)
                || character >= 0x10000);
    }

    private static SourcePosition placeOf(String file, int firstLine, String text, int index) {
        int line = firstLine;
        int lineStart = 0;
        Matcher end = LINE.matcher(text);
        while (end.find() && end.end() <= index) {
            line++;
            lineStart = end.end();
        }
        return new SourcePosition(file, line, text.codePointCount(lineStart, index) + 1);
    }
}
