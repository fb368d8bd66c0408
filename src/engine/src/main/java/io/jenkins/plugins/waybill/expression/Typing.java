package io.jenkins.plugins.waybill.expression;

import java.util.ArrayDeque;
import java.util.Deque;

/** The look at an expression before it runs: what is known of declared names and of the lists gone through. */
final class Typing {

    private final StaticType[] declared;
    private final Deque<StaticType> collections = new ArrayDeque<>();

    private Typing(int slots) {
        declared = new StaticType[slots];
    }

    /** The type of a whole expression, as far as it is known. */
    static StaticType check(Node root, String text, int slots) {
        try {
            return root.type(new Typing(slots));
        } catch (Complaint complaint) {
            throw new ExpressionException(complaint.reason, text, complaint.node.position(), null);
        }
    }

    void declare(int slot, StaticType type) {
        declared[slot] = type;
    }

    StaticType declared(int slot) {
        return declared[slot];
    }

    /** The type of a predicate for a list. */
    StaticType predicate(StaticType collection, Node predicate) {
        collections.push(collection);
        StaticType type = predicate.type(this);
        collections.pop();
        return type;
    }

    /** The type of the element that # stands for. */
    StaticType element() {
        StaticType collection = collections.peek();
        return collection == null ? StaticType.UNKNOWN : collection.elementType();
    }

    /** A complaint about a part. */
    static Complaint complain(Node node, String reason) {
        return new Complaint(node, reason);
    }

    /** Carries a complaint and its place out of the look; never seen outside. */
    static final class Complaint extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Node node;
        private final String reason;

        private Complaint(Node node, String reason) {
            super(reason, null, false, false);
            this.node = node;
            this.reason = reason;
        }
    }
}
