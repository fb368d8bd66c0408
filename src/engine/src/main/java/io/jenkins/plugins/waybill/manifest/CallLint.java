package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

import io.jenkins.plugins.waybill.expression.Reference;
import io.jenkins.plugins.waybill.expression.Reference.Argument;
import io.jenkins.plugins.waybill.model.RepositoryUrl;
import io.jenkins.plugins.waybill.model.SourcePosition;
import org.jspecify.annotations.Nullable;

/** Looks at calls of Kargo's functions: how many arguments they have, and whether what they name exists. */
final class CallLint {

    /** How many arguments a function takes at least and at most. */
    private record Arity(int least, int most) {

        String inWords() {
            String number = least == most ? least == 0 ? "no" : String.valueOf(least) : least + " to " + most;
            return number + (most == 1 ? " argument" : " arguments");
        }
    }

    private static final Arity NONE = new Arity(0, 0);
    private static final Arity ONE = new Arity(1, 1);
    private static final Arity WITH_ORIGIN = new Arity(1, 2);
    private static final Map<String, Arity> ARITIES = Map.ofEntries(
            Map.entry("quote", ONE),
            Map.entry("unsafeQuote", ONE),
            Map.entry("asYAML", ONE),
            Map.entry("asJSON", ONE),
            Map.entry("configMap", ONE),
            Map.entry("sharedConfigMap", ONE),
            Map.entry("secret", ONE),
            Map.entry("sharedSecret", ONE),
            Map.entry("warehouse", ONE),
            Map.entry("commitFrom", WITH_ORIGIN),
            Map.entry("imageFrom", WITH_ORIGIN),
            Map.entry("chartFrom", new Arity(1, 3)),
            Map.entry("artifactFrom", WITH_ORIGIN),
            Map.entry("freightMetadata", ONE),
            Map.entry("freightStatus", ONE),
            Map.entry("stageMetadata", ONE),
            Map.entry("semverDiff", new Arity(2, 2)),
            Map.entry("semverParse", ONE),
            Map.entry("changeLog", new Arity(0, 1)),
            Map.entry("always", NONE),
            Map.entry("success", NONE),
            Map.entry("failure", NONE),
            Map.entry("status", ONE));

    /** Functions that take texts only, whatever comes before the origin. */
    private static final Set<String> TAKE_ANYTHING = Set.of("quote", "unsafeQuote", "asYAML", "asJSON");

    private final ProjectDocuments project;
    private final Report report;

    CallLint(ProjectDocuments project, Report report) {
        this.project = project;
        this.report = report;
    }

    void call(Reference call, ExpressionNames names, SourcePosition place) {
        Arity arity = ARITIES.get(call.name());
        if (arity == null) {
            return;
        }
        List<Argument> arguments = call.arguments();
        if (arguments.size() < arity.least() || arguments.size() > arity.most()) {
            report.error(
                    Rule.WRONG_ARGUMENTS,
                    place,
                    "'" + call.name() + "' takes " + arity.inWords() + ", not " + arguments.size() + ".");
            return;
        }
        if (arguments.isEmpty() || TAKE_ANYTHING.contains(call.name())) {
            return;
        }
        String type = arguments.get(0).type();
        if (!type.equals("any") && !type.equals("string")) {
            report.error(
                    Rule.WRONG_ARGUMENTS,
                    place,
                    "'" + call.name() + "' takes a string first, not a value of type " + type + ".");
            return;
        }
        String first = constant(arguments.get(0), names);
        if (first != null) {
            named(call, first, names, place);
        }
    }

    private void named(Reference call, String name, ExpressionNames names, SourcePosition place) {
        switch (call.name()) {
            case "warehouse" -> exists("Warehouse", name, Rule.UNKNOWN_WAREHOUSE, place);
            case "stageMetadata" -> exists("Stage", name, Rule.UNKNOWN_STAGE, place);
            case "configMap" -> {
                if (project.find("ConfigMap", name) == null) {
                    report.warn(
                            Rule.UNKNOWN_CONFIG_MAP,
                            place,
                            "There is no ConfigMap '" + name + "' in this set, so it is taken for an empty one."
                                    + Nearest.hint(name, project.names("ConfigMap")));
                }
            }
            case "status" -> status(name, names, place);
            case "commitFrom" ->
                subscribed(
                        call,
                        names,
                        place,
                        name,
                        (type, subscription) -> type.equals("git")
                                && RepositoryUrl.normaliseGit(subscription.text("repoURL"))
                                        .equals(RepositoryUrl.normaliseGit(name)));
            case "imageFrom" ->
                subscribed(
                        call,
                        names,
                        place,
                        name,
                        (type, subscription) -> type.equals("image")
                                && subscription.text("repoURL").equals(name));
            case "chartFrom" -> chart(call, name, names, place);
            default -> {
                // Nothing is known about what it names.
            }
        }
    }

    private void exists(String kind, String name, Rule rule, SourcePosition place) {
        if (project.find(kind, name) == null) {
            report.error(
                    rule, place, "There is no " + kind + " '" + name + "'." + Nearest.hint(name, project.names(kind)));
        }
    }

    /** The status of a step is looked for among its siblings. */
    private void status(String alias, ExpressionNames names, SourcePosition place) {
        ExpressionNames.Aliases aliases = names.siblings() == null ? names.outputs() : names.siblings();
        if (aliases == null || aliases.hasRun(alias)) {
            return;
        }
        report.error(
                Rule.UNKNOWN_OUTPUT,
                place,
                aliases.exists(alias)
                        ? "The step '" + alias + "' comes later, so its status is always \"\" here."
                        : "No step before has the alias '" + alias + "', so its status is always \"\"."
                                + Nearest.hint(alias, aliases.before()));
    }

    private void chart(Reference call, String url, ExpressionNames names, SourcePosition place) {
        List<Argument> arguments = call.arguments();
        if (arguments.size() > 1 && constant(arguments.get(1), names) == null) {
            return;
        }
        String second = arguments.size() > 1 ? constant(arguments.get(1), names) : "";
        String chart = second == null ? "" : second;
        if (arguments.size() < 3) {
            subscribed(
                    call,
                    names,
                    place,
                    url + (chart.isEmpty() ? "" : "', '" + chart),
                    (type, subscription) -> type.equals("chart")
                            && subscription.text("repoURL").equals(url)
                            && subscription.text("name").equals(chart));
        }
    }

    /** Without an origin, exactly one of the requested Warehouses has to subscribe to what is meant. */
    private void subscribed(
            Reference call,
            ExpressionNames names,
            SourcePosition place,
            String what,
            BiPredicate<String, Fields> meant) {
        List<String> origins = names.origins();
        boolean originGiven = call.arguments().size() > 1 && !call.name().equals("chartFrom");
        if (origins == null || originGiven) {
            return;
        }
        List<String> found = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        for (String origin : origins) {
            ManifestDocument warehouse = project.find("Warehouse", origin);
            if (warehouse == null) {
                return;
            }
            boolean subscribed = false;
            for (Fields entry : warehouse.spec().objects("subscriptions")) {
                for (String type : List.of("git", "image", "chart")) {
                    Fields subscription = entry.object(type);
                    subscribed |= entry.has(type) && meant.test(type, subscription);
                    if (entry.has(type) && call.name().equals(type.equals("git") ? "commitFrom" : type + "From")) {
                        known.add(subscription.text("repoURL")
                                + (subscription.has("name") ? "', '" + subscription.text("name") : ""));
                    }
                }
            }
            if (subscribed) {
                found.add(origin);
            }
        }
        if (found.isEmpty()) {
            report.error(
                    Rule.UNKNOWN_SUBSCRIPTION,
                    place,
                    "No Warehouse that this Stage requests Freight of subscribes to '" + what + "'."
                            + Nearest.hint(what, known));
        } else if (found.size() > 1) {
            report.error(
                    Rule.UNKNOWN_SUBSCRIPTION,
                    place,
                    "The Warehouses '" + found.get(0) + "' and '" + found.get(1) + "' both subscribe to '" + what
                            + "'. Say which one is meant: " + call.name() + "(…, warehouse('" + found.get(0) + "')).");
        }
    }

    /** The string that an argument is whatever happens; null when that is not known. */
    private static @Nullable String constant(Argument argument, ExpressionNames names) {
        if (argument.text() != null) {
            return argument.text();
        }
        List<String> path = argument.path();
        return path.size() == 2 && path.get(0).equals("vars")
                ? names.constants().get(path.get(1))
                : null;
    }
}
