package io.jenkins.plugins.waybill.expression;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A value with named parts that an expression may ask for, as it would of a Go struct: {@code imageFrom(url).Tag}. A
 * part that is a {@link Scope.Function} is a method and is called: {@code semverParse(v).Major()}.
 */
public interface GoObject {

    /** Whether the value has a field or method of that name. */
    boolean has(String name);

    /** The value of a field, or a {@link Scope.Function} for a method; called only with a name that it has. */
    @Nullable
    Object field(String name);

    /** What the value becomes where a template or {@code toJSON} needs text. */
    JsonNode toJson();

    /** What the value is called in error messages and by {@code type()}. */
    default String typeName() {
        return "struct";
    }

    /** What {@code string()} makes of the value. */
    default String text() {
        return GoJson.text(toJson());
    }
}
