package io.jenkins.plugins.waybill.expression;

import org.jspecify.annotations.Nullable;

/**
 * What can be said of a value before the expression runs. Variables and the results of calls are unknown, so this
 * finds little more than literals used wrongly; but what it finds is refused even where it would never be reached.
 */
record StaticType(Kind kind, @Nullable StaticType element) {

    enum Kind {
        UNKNOWN("any"),
        NIL("nil"),
        BOOL("bool"),
        INT("int"),
        FLOAT("float"),
        STRING("string"),
        BYTES("bytes"),
        ARRAY("array"),
        MAP("map"),
        PAIRED_MAP("map"),
        TIME("time"),
        DURATION("duration"),
        ZONE("timezone"),
        OTHER("struct");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    static final StaticType UNKNOWN = new StaticType(Kind.UNKNOWN, null);
    static final StaticType NIL = new StaticType(Kind.NIL, null);
    static final StaticType BOOL = new StaticType(Kind.BOOL, null);
    static final StaticType INT = new StaticType(Kind.INT, null);
    static final StaticType FLOAT = new StaticType(Kind.FLOAT, null);
    static final StaticType STRING = new StaticType(Kind.STRING, null);
    static final StaticType BYTES = new StaticType(Kind.BYTES, null);
    static final StaticType MAP = new StaticType(Kind.MAP, null);
    static final StaticType PAIRED_MAP = new StaticType(Kind.PAIRED_MAP, null);
    static final StaticType TIME = new StaticType(Kind.TIME, null);
    static final StaticType DURATION = new StaticType(Kind.DURATION, null);
    static final StaticType ZONE = new StaticType(Kind.ZONE, null);
    static final StaticType OTHER = new StaticType(Kind.OTHER, null);
    static final StaticType ARRAY = arrayOf(UNKNOWN);

    static StaticType arrayOf(StaticType element) {
        return new StaticType(Kind.ARRAY, element);
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    boolean isUnknown() {
        return kind == Kind.UNKNOWN;
    }

    boolean isNil() {
        return kind == Kind.NIL;
    }

    boolean isNumber() {
        return kind == Kind.INT || kind == Kind.FLOAT;
    }

    boolean isArray() {
        return kind == Kind.ARRAY || kind == Kind.BYTES;
    }

    /** What a list of this type holds. */
    StaticType elementType() {
        if (kind == Kind.BYTES) {
            return INT;
        }
        return element == null ? UNKNOWN : element;
    }

    /** Whether a value may stand where another type is expected. */
    boolean fits(StaticType expected) {
        return expected.isUnknown() || isUnknown() || kind == expected.kind;
    }

    /** Whether values of both types may be compared for equality. */
    boolean comparableTo(StaticType other) {
        return isUnknown()
                || other.isUnknown()
                || isNil()
                || other.isNil()
                || isNumber() && other.isNumber()
                || isArray() && other.isArray()
                || kind == other.kind;
    }

    /** What a condition yields whose two branches have these types. */
    static StaticType either(StaticType first, StaticType second) {
        if (first.isNil() || second.isNil()) {
            return first.isNil() ? second : first;
        }
        if (first.kind != second.kind) {
            return UNKNOWN;
        }
        if (first.kind == Kind.ARRAY && first.elementType().kind != second.elementType().kind) {
            return ARRAY;
        }
        return first;
    }

    @Override
    public String toString() {
        return kind.word;
    }
}
