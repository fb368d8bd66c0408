package io.jenkins.plugins.waybill.expression;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.semver.SemanticVersion;
import org.jspecify.annotations.Nullable;

/** What {@code semverParse} yields: a version with the methods that Kargo's has. */
record VersionObject(SemanticVersion version) implements GoObject {

    private static final Map<String, Function<SemanticVersion, Object>> PARTS = Map.ofEntries(
            Map.entry("Major", version -> version.major().longValue()),
            Map.entry("Minor", version -> version.minor().longValue()),
            Map.entry("Patch", version -> version.patch().longValue()),
            Map.entry("Prerelease", SemanticVersion::prerelease),
            Map.entry("Metadata", SemanticVersion::metadata),
            Map.entry("String", SemanticVersion::toString),
            Map.entry("Original", SemanticVersion::original),
            Map.entry("IncMajor", version -> new VersionObject(version.nextMajor())),
            Map.entry("IncMinor", version -> new VersionObject(version.nextMinor())),
            Map.entry("IncPatch", version -> new VersionObject(version.nextPatch())));

    private static final Map<String, Function<Integer, Object>> COMPARISONS = Map.of(
            "Compare", sign -> (long) sign,
            "Equal", holds(sign -> sign == 0),
            "LessThan", holds(sign -> sign < 0),
            "LessThanEqual", holds(sign -> sign <= 0),
            "GreaterThan", holds(sign -> sign > 0),
            "GreaterThanEqual", holds(sign -> sign >= 0));

    private static Function<Integer, Object> holds(IntPredicate test) {
        return test::test;
    }

    @Override
    public boolean has(String name) {
        return PARTS.containsKey(name)
                || COMPARISONS.containsKey(name)
                || name.equals("SetPrerelease")
                || name.equals("SetMetadata");
    }

    @Override
    public @Nullable Object field(String name) {
        return (Scope.Function) arguments -> call(name, arguments);
    }

    private @Nullable Object call(String name, List<@Nullable Object> arguments) {
        Function<SemanticVersion, Object> part = PARTS.get(name);
        if (arguments.size() != (part == null ? 1 : 0)) {
            throw new ExpressionException(name + " takes " + (part == null ? 1 : 0) + " arguments");
        }
        if (part != null) {
            return part.apply(version);
        }
        Function<Integer, Object> comparison = COMPARISONS.get(name);
        if (comparison != null) {
            if (arguments.get(0) instanceof VersionObject other) {
                return comparison.apply(version.compareTo(other.version));
            }
            throw new ExpressionException(name + " needs a version");
        }
        String text = Texts.text(arguments.get(0), name);
        return new VersionObject(
                name.equals("SetMetadata") ? version.withMetadata(text) : version.withPrerelease(text));
    }

    @Override
    public JsonNode toJson() {
        return JsonNodeFactory.instance.textNode(version.toString());
    }

    @Override
    public String typeName() {
        return "semver.Version";
    }

    @Override
    public String text() {
        return version.toString();
    }
}
