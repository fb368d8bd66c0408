package io.jenkins.plugins.waybill.expression;

import java.util.List;
import java.util.Objects;

import io.jenkins.plugins.waybill.semver.SemanticVersion;
import org.jspecify.annotations.Nullable;

/** The functions that Kargo adds to every template. */
final class ContextFreeFunctions {

    static final Scope SCOPE = Scope.builder()
            .function("quote", arguments -> quote(only("quote", arguments)))
            .function("unsafeQuote", arguments -> unsafeQuote(only("unsafeQuote", arguments)))
            .function("asYAML", arguments -> "\"" + GoYaml.text(only("asYAML", arguments)) + "\"")
            .function("asJSON", arguments -> "\"" + GoJson.indented(only("asJSON", arguments)) + "\n\"")
            .function("semverDiff", ContextFreeFunctions::semverDiff)
            .function("semverParse", arguments -> semverParse(version("semverParse", only("semverParse", arguments))))
            .build();

    private ContextFreeFunctions() {}

    private static @Nullable Object only(String function, List<@Nullable Object> arguments) {
        if (arguments.size() != 1) {
            throw new ExpressionException(function + " takes 1 argument, not " + arguments.size());
        }
        return arguments.get(0);
    }

    private static String quote(@Nullable Object value) {
        return value instanceof String text ? GoText.quoted(text) : unsafeQuote(value);
    }

    private static String unsafeQuote(@Nullable Object value) {
        return "\"" + GoJson.text(value) + "\"";
    }

    private static String version(String function, @Nullable Object value) {
        return Texts.text(value, function);
    }

    private static String semverDiff(List<@Nullable Object> arguments) {
        if (arguments.size() != 2) {
            throw new ExpressionException("semverDiff takes 2 arguments, not " + arguments.size());
        }
        String first = version("semverDiff", arguments.get(0));
        String second = version("semverDiff", arguments.get(1));
        SemanticVersion a = SemanticVersion.tryParse(first);
        SemanticVersion b = SemanticVersion.tryParse(second);
        if (a == null || b == null) {
            return "Incomparable";
        }
        if (!a.major().equals(b.major())) {
            return "Major";
        }
        if (!a.minor().equals(b.minor())) {
            return "Minor";
        }
        if (!a.patch().equals(b.patch())) {
            return "Patch";
        }
        return Objects.equals(a.metadata(), b.metadata()) ? "None" : "Metadata";
    }

    private static GoObject semverParse(String text) {
        SemanticVersion version = SemanticVersion.tryParse(text);
        if (version == null) {
            throw new ExpressionException("not a semantic version: " + text);
        }
        return new VersionObject(version);
    }
}
