package io.jenkins.plugins.waybill.step.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a TOML document is made of, with the places of its values in the text. */
sealed interface TomlNode {

    /** How a table came to be, which decides what may be added to it. */
    enum Origin {
        /** Above the table of a header; may get a header of its own. */
        IMPLIED,
        /** By a header. */
        HEADER,
        /** Within a dotted key. */
        DOTTED,
        /** In braces; complete as it is. */
        INLINE
    }

    /** A table. */
    final class Table implements TomlNode {

        final Map<String, TomlNode> entries = new LinkedHashMap<>();
        Origin origin;

        Table(Origin origin) {
            this.origin = origin;
        }
    }

    /** A list: of values, or of tables with headers in double brackets. */
    final class Array implements TomlNode {

        final List<TomlNode> elements = new ArrayList<>();
        final boolean ofHeaders;

        Array(boolean ofHeaders) {
            this.ofHeaders = ofHeaders;
        }
    }

    /**
     * A single value.
     *
     * @param from where it begins
     * @param to where it ends
     * @param value String, Long, Double, Boolean, or a time
     */
    record Scalar(int from, int to, Object value) implements TomlNode {}

    /** As expressions see it: maps, lists and single values. */
    default Object plain() {
        if (this instanceof Table table) {
            Map<String, Object> map = new LinkedHashMap<>();
            table.entries.forEach((name, value) -> map.put(name, value.plain()));
            return map;
        }
        if (this instanceof Array array) {
            return new ArrayList<>(array.elements.stream().map(TomlNode::plain).toList());
        }
        return ((Scalar) this).value();
    }
}
