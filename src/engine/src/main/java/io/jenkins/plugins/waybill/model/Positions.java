package io.jenkins.plugins.waybill.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the parts of something are written, so that an error found much later can still point at the text. Small,
 * because Promotions keep it.
 *
 * @param file the file, as in {@link SourcePosition}
 * @param places {@code line:column} by JSON pointer (RFC 6901), the whole under the empty pointer
 */
public record Positions(String file, Map<String, String> places) {

    /** Knows no places. */
    public static final Positions NONE = new Positions("", Map.of());

    public Positions {
        places = Map.copyOf(places);
    }

    /** The places of one file's values by JSON pointer. */
    public static Positions of(String file, Map<String, SourcePosition> byPointer) {
        Map<String, String> places = new LinkedHashMap<>();
        byPointer.forEach((pointer, place) -> places.put(pointer, place.line() + ":" + place.column()));
        return new Positions(file, places);
    }

    /**
     * The place of the value with that pointer; when it is not known (it was computed, or is missing from the text)
     * the place of the nearest value around it, at last {@link SourcePosition#NONE}.
     */
    public SourcePosition at(String pointer) {
        String known = pointer;
        while (true) {
            String place = places.get(known);
            if (place != null) {
                int colon = place.indexOf(':');
                return new SourcePosition(
                        file,
                        Integer.parseInt(place.substring(0, colon)),
                        Integer.parseInt(place.substring(colon + 1)));
            }
            int slash = known.lastIndexOf('/');
            if (slash < 0) {
                return SourcePosition.NONE;
            }
            known = known.substring(0, slash);
        }
    }
}
