package io.jenkins.plugins.waybill.manifest;

/**
 * Tabs as blanks. JSON allows tabs between its tokens, and so does YAML inside brackets and between a key and its
 * value, but the parser does not; blanks in their place keep every column.
 */
final class JsonTabs {

    private JsonTabs() {}

    /** The text with blanks for the tabs outside of quotes when it is JSON, otherwise as it was. */
    static String replaced(String text) {
        if (text.indexOf('\t') < 0 || !text.stripLeading().startsWith("{")) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length());
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '"') {
                quoted = !quoted;
            } else if (quoted && character == '\\' && i + 1 < text.length()) {
                replaced.append(character);
                character = text.charAt(++i);
            }
            replaced.append(!quoted && character == '\t' ? ' ' : character);
        }
        return replaced.toString();
    }
}
