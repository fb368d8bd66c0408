package io.jenkins.plugins.waybill.warehouse.vectors;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;

/** A repository as a vector describes it, and eyes that watch it. */
interface World {

    /** What subscribes to it, as Kargo writes it: image, git or chart. */
    String kind();

    /** An address that a manifest may have. */
    String address();

    Discovery discovery();

    /** Makes tags point elsewhere, by the names of what they point to. */
    default void move(JsonNode tags) {
        throw new UnsupportedOperationException(
                "Only the tags of images move, not those of " + address() + ": " + tags);
    }

    /** What was found in the vectors' words, best first. */
    List<JsonNode> found(Discovered discovered);
}
