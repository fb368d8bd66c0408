package io.jenkins.plugins.waybill.warehouse.chart;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The versions of a classic repository's charts, in the order of its index.
 *
 * @param versions by the chart's name
 */
record ChartIndex(Map<String, List<String>> versions) {

    private static final int MOST_VERSIONS = 1_000_000;

    /**
     * Reads an {@code index.yaml} event by event, so that all that does not matter, which is nearly everything, is never
     * held in memory.
     */
    static ChartIndex read(InputStream stream) throws IOException {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setUseMarks(false)
                .build();
        try {
            SmallPieces pieces = new SmallPieces(stream);
            Iterator<Event> events =
                    new Parse(settings).parseInputStream(pieces).iterator();
            Reading reading = new Reading(pieces.between(events));
            return new ChartIndex(reading.index());
        } catch (YamlEngineException e) {
            if (e.getCause() instanceof SmallPieces.TooLarge tooLarge) {
                throw tooLarge;
            }
            throw new IOException("it is no YAML: " + e.getMessage(), e);
        }
    }

    private static final class Reading {

        private final Iterator<Event> events;
        private final Map<String, List<String>> versions = new TreeMap<>();
        private int count;
        private boolean found;

        Reading(Iterator<Event> events) {
            this.events = events;
        }

        Map<String, List<String>> index() throws IOException {
            while (events.hasNext()) {
                Event event = events.next();
                if (event.getEventId() == Event.ID.MappingStart) {
                    root();
                    break;
                }
            }
            if (!found) {
                throw new IOException("it has no 'entries' and is no index of a chart repository.");
            }
            return versions;
        }

        private void root() throws IOException {
            for (String key = key(); key != null; key = key()) {
                Event value = events.next();
                if (key.equals("entries") && value.getEventId() == Event.ID.MappingStart) {
                    found = true;
                    entries();
                } else {
                    skip(value);
                }
            }
        }

        private void entries() throws IOException {
            for (String name = key(); name != null; name = key()) {
                Event value = events.next();
                if (value.getEventId() != Event.ID.SequenceStart) {
                    skip(value);
                    continue;
                }
                List<String> of = versions.computeIfAbsent(name, unknown -> new ArrayList<>());
                for (Event entry = events.next(); entry.getEventId() != Event.ID.SequenceEnd; entry = events.next()) {
                    if (entry.getEventId() == Event.ID.MappingStart) {
                        entry(of);
                    } else {
                        skip(entry);
                    }
                }
            }
        }

        private void entry(List<String> of) throws IOException {
            for (String key = key(); key != null; key = key()) {
                Event value = events.next();
                if (key.equals("version") && value instanceof ScalarEvent scalar) {
                    of.add(scalar.getValue());
                    if (++count > MOST_VERSIONS) {
                        throw new IOException("it has more than " + MOST_VERSIONS + " versions.");
                    }
                } else {
                    skip(value);
                }
            }
        }

        /** The next key of a mapping; null at its end. A key that is no text is passed over with its value. */
        private @org.jspecify.annotations.Nullable String key() {
            for (Event event = events.next(); ; event = events.next()) {
                if (event.getEventId() == Event.ID.MappingEnd) {
                    return null;
                }
                if (event instanceof ScalarEvent scalar) {
                    return scalar.getValue();
                }
                skip(event);
                skip(events.next());
            }
        }

        private void skip(Event first) {
            int depth = 0;
            for (Event event = first; ; event = events.next()) {
                switch (event.getEventId()) {
                    case MappingStart, SequenceStart -> depth++;
                    case MappingEnd, SequenceEnd -> depth--;
                    default -> {
                        // A leaf.
                    }
                }
                if (depth == 0) {
                    return;
                }
            }
        }
    }
}
