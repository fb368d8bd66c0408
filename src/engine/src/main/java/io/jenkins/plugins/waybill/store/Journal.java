package io.jenkins.plugins.waybill.store;

import java.util.ArrayList;
import java.util.List;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What changes want of the database, in order. Nothing is asked of the database while changes are made, so a failing one
 * is cut off again, and a commit that a lost connection swallowed is played once more without making its changes anew.
 */
final class Journal {

    private final List<Line> lines = new ArrayList<>();

    private record Line(String sql, Object[] values) {}

    void add(String sql, Object... values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] instanceof String text ? Documents.plain(text) : values[i];
        }
        lines.add(new Line(sql, values));
    }

    int length() {
        return lines.size();
    }

    /** Forgets what came after a length. */
    void cutTo(int length) {
        lines.subList(length, lines.size()).clear();
    }

    /** To be called inside a transaction. Neighbours of the same kind go out together. */
    void play(Handle handle) {
        int from = 0;
        while (from < lines.size()) {
            String sql = lines.get(from).sql();
            int to = from + 1;
            while (to < lines.size() && lines.get(to).sql().equals(sql)) {
                to++;
            }
            if (to == from + 1) {
                handle.execute(sql, lines.get(from).values());
            } else {
                try (PreparedBatch batch = handle.prepareBatch(sql)) {
                    lines.subList(from, to).forEach(line -> batch.add(line.values()));
                    batch.execute();
                }
            }
            from = to;
        }
    }
}
