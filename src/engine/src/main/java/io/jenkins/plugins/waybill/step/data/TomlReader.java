package io.jenkins.plugins.waybill.step.data;

import java.util.ArrayList;
import java.util.List;

import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.data.TomlNode.Array;
import io.jenkins.plugins.waybill.step.data.TomlNode.Origin;
import io.jenkins.plugins.waybill.step.data.TomlNode.Table;
import org.jspecify.annotations.Nullable;

/** Reads a TOML 1.0 document with the places of its values, so that they can be changed without touching the rest. */
final class TomlReader {

    private static final int DEEPEST = 100;

    private final TomlText text;
    private final Table root = new Table(Origin.HEADER);

    private TomlReader(TomlText text) {
        this.text = text;
    }

    /**
     * The document.
     *
     * @throws StepFailure with file, line and column, when it is no TOML
     */
    static Table read(String file, String content) throws StepFailure {
        TomlReader reader = new TomlReader(new TomlText(file, content));
        reader.document();
        return reader.root;
    }

    private void document() throws StepFailure {
        Table current = root;
        text.skipBlankLines();
        while (!text.atEnd()) {
            if (text.take("[[")) {
                List<String> path = key("]]");
                text.expect("]]", "the end of the header");
                current = appendTable(path);
            } else if (text.take("[")) {
                List<String> path = key("]");
                text.expect("]", "the end of the header");
                current = openTable(path);
            } else {
                entry(current, 0);
            }
            text.endOfLine();
            text.skipBlankLines();
        }
    }

    private List<String> key(String before) throws StepFailure {
        List<String> parts = new ArrayList<>();
        do {
            text.skipSpaces();
            parts.add(TomlScalars.key(text, before));
            text.skipSpaces();
        } while (text.take("."));
        return parts;
    }

    private void entry(Table table, int depth) throws StepFailure {
        int start = text.position();
        List<String> path = key("=");
        text.expect("=", "'=' after a key");
        text.skipSpaces();
        Table holder = table;
        for (String part : path.subList(0, path.size() - 1)) {
            TomlNode next = holder.entries.computeIfAbsent(part, name -> new Table(Origin.DOTTED));
            if (!(next instanceof Table inner) || inner.origin != Origin.DOTTED) {
                throw text.wrong(start, "'" + part + "' is defined already; a dotted key cannot add to it");
            }
            holder = inner;
        }
        String last = path.get(path.size() - 1);
        TomlNode value = value(depth);
        if (holder.entries.putIfAbsent(last, value) != null) {
            throw text.wrong(start, "'" + last + "' is defined already");
        }
    }

    private Table openTable(List<String> path) throws StepFailure {
        Table holder = holder(path);
        String last = path.get(path.size() - 1);
        TomlNode known = holder.entries.computeIfAbsent(last, name -> new Table(Origin.IMPLIED));
        if (!(known instanceof Table table) || table.origin != Origin.IMPLIED) {
            throw text.wrong("'" + last + "' is defined already; a table has one header");
        }
        table.origin = Origin.HEADER;
        return table;
    }

    private Table appendTable(List<String> path) throws StepFailure {
        Table holder = holder(path);
        String last = path.get(path.size() - 1);
        TomlNode known = holder.entries.computeIfAbsent(last, name -> new Array(true));
        if (!(known instanceof Array array) || !array.ofHeaders) {
            throw text.wrong("'" + last + "' is defined already and is no list of tables");
        }
        Table table = new Table(Origin.HEADER);
        array.elements.add(table);
        return table;
    }

    private Table holder(List<String> path) throws StepFailure {
        Table holder = root;
        for (String part : path.subList(0, path.size() - 1)) {
            TomlNode next = holder.entries.computeIfAbsent(part, name -> new Table(Origin.IMPLIED));
            if (next instanceof Array array && array.ofHeaders) {
                next = array.elements.get(array.elements.size() - 1);
            }
            if (!(next instanceof Table inner) || inner.origin == Origin.INLINE) {
                throw text.wrong("'" + part + "' is defined already and is no table that can be added to");
            }
            holder = inner;
        }
        return holder;
    }

    private TomlNode value(int depth) throws StepFailure {
        if (depth > DEEPEST) {
            throw text.wrong("lists and tables are nested more than " + DEEPEST + " deep");
        }
        if (text.take("[")) {
            return array(depth);
        }
        if (text.take("{")) {
            return inlineTable(depth);
        }
        return TomlScalars.value(text);
    }

    private Array array(int depth) throws StepFailure {
        Array array = new Array(false);
        text.skipBlankLines();
        while (!text.take("]")) {
            array.elements.add(value(depth + 1));
            text.skipBlankLines();
            if (!text.take(",")) {
                text.expect("]", "',' or ']' in a list");
                return array;
            }
            text.skipBlankLines();
        }
        return array;
    }

    private Table inlineTable(int depth) throws StepFailure {
        Table table = new Table(Origin.DOTTED);
        text.skipSpaces();
        if (!text.take("}")) {
            do {
                text.skipSpaces();
                entry(table, depth + 1);
                text.skipSpaces();
            } while (text.take(","));
            text.expect("}", "',' or '}' in a table");
        }
        freeze(table);
        return table;
    }

    private static void freeze(@Nullable TomlNode node) {
        if (node instanceof Table table && table.origin == Origin.DOTTED) {
            table.origin = Origin.INLINE;
            table.entries.values().forEach(TomlReader::freeze);
        }
    }
}
