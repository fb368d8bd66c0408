package io.jenkins.plugins.waybill.step.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Tells where a document only refers to a value. A composed alias is the anchored node itself, so it is known by not
 * being the first place, in the order of the text, that the node is met at.
 */
final class YamlAliases {

    private final Map<Node, Place> firstPlaces = new IdentityHashMap<>();

    private record Place(Node parent, int position, Node child) {

        boolean is(Place other) {
            return parent == other.parent && position == other.position;
        }
    }

    static YamlAliases in(Node root) {
        YamlAliases aliases = new YamlAliases();
        Deque<Place> open = new ArrayDeque<>();
        open.push(new Place(root, -1, root));
        while (!open.isEmpty()) {
            Place place = open.pop();
            if (aliases.firstPlaces.putIfAbsent(place.child(), place) == null) {
                pushChildren(place.child(), open);
            }
        }
        return aliases;
    }

    /** Whether the child at that position of a list, or the value of that entry of a map, is an alias. */
    boolean isAlias(Node parent, int position, Node child) {
        Place first = firstPlaces.get(child);
        return first == null || !first.is(new Place(parent, position, child));
    }

    /** The last child goes first, so that the first one is on top. */
    private static void pushChildren(Node node, Deque<Place> open) {
        if (node instanceof SequenceNode sequence) {
            for (int i = sequence.getValue().size() - 1; i >= 0; i--) {
                open.push(new Place(node, i, sequence.getValue().get(i)));
            }
        } else if (node instanceof MappingNode mapping) {
            for (int i = mapping.getValue().size() - 1; i >= 0; i--) {
                NodeTuple tuple = mapping.getValue().get(i);
                open.push(new Place(node, i, tuple.getValueNode()));
                open.push(new Place(node, -2 - i, tuple.getKeyNode()));
            }
        }
    }
}
