package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How Freight of each Warehouse may flow from Stage to Stage, and where it cannot. */
final class StageGraph {

    private final ProjectDocuments project;
    private final Report report;
    /** Warehouse to Stage to what the Stage asks for. */
    private final Map<String, Map<String, Fields>> requests = new LinkedHashMap<>();

    private StageGraph(ProjectDocuments project, Report report) {
        this.project = project;
        this.report = report;
    }

    static void check(ProjectDocuments project, Report report) {
        StageGraph graph = new StageGraph(project, report);
        for (ManifestDocument stage : project.named("Stage").values()) {
            for (Fields request : stage.spec().objects("requestedFreight")) {
                graph.requests
                        .computeIfAbsent(request.object("origin").text("name"), origin -> new LinkedHashMap<>())
                        .put(stage.name(), request);
            }
        }
        graph.requests.forEach(graph::flow);
    }

    private void flow(String origin, Map<String, Fields> byStage) {
        Set<String> faulty = new HashSet<>();
        byStage.forEach((stage, request) -> {
            if (!sources(stage, request, origin, byStage)) {
                faulty.add(stage);
            }
        });
        Set<String> reached = reached(byStage);
        Set<String> inCycles = cycles(origin, byStage, reached);
        byStage.forEach((stage, request) -> {
            if (!reached.contains(stage) && !faulty.contains(stage) && !inCycles.contains(stage)) {
                Set<String> dry = new TreeSet<>(request.object("sources").texts("stages"));
                dry.removeAll(reached);
                report.warn(
                        Rule.UNREACHABLE_STAGE,
                        request.object("sources").position("stages"),
                        "No Freight of Warehouse '" + origin + "' can ever reach Stage '" + stage
                                + "', because none reaches " + quoted(dry) + ".");
            }
        });
    }

    /** Looks at one request's own sources; false when it is them that keep Freight away. */
    private boolean sources(String stage, Fields request, String origin, Map<String, Fields> byStage) {
        Fields sources = request.object("sources");
        if (sources.flag("direct", false)) {
            for (String field : List.of("stages", "requiredSoakTime", "availabilityStrategy")) {
                if (sources.has(field)
                        && !(field.equals("stages") && sources.items(field).isEmpty())) {
                    report.warn(
                            Rule.IGNORED_FIELD,
                            sources.keyPosition(field),
                            "'" + field + "' has no effect with 'direct: true', which takes all Freight at once.");
                }
            }
            return true;
        }
        List<Value> upstream = sources.items("stages");
        if (upstream.isEmpty()) {
            report.warn(
                    Rule.NO_SOURCE,
                    request.keyPosition("sources"),
                    "Stage '" + stage + "' takes Freight of Warehouse '" + origin + "' from nowhere. Set 'direct: true'"
                            + " or name upstream 'stages'.");
            return false;
        }
        boolean sound = true;
        for (Value item : upstream) {
            sound &= upstream(item, origin, byStage);
        }
        soak(sources);
        return sound;
    }

    private boolean upstream(Value item, String origin, Map<String, Fields> byStage) {
        String name = item.text();
        if (name == null) {
            return false;
        }
        if (project.find("Stage", name) == null) {
            report.error(
                    Rule.UNKNOWN_STAGE,
                    item.position(),
                    "There is no Stage '" + name + "'." + Nearest.hint(name, project.names("Stage")));
            return false;
        }
        if (!byStage.containsKey(name)) {
            report.error(
                    Rule.UPSTREAM_ORIGIN,
                    item.position(),
                    "Stage '" + name + "' does not request Freight of Warehouse '" + origin
                            + "', so none comes from there.");
            return false;
        }
        return true;
    }

    private void soak(Fields sources) {
        if (!sources.has("requiredSoakTime")) {
            return;
        }
        List<String> upstream = sources.texts("stages");
        List<String> holding =
                upstream.stream().filter(stage -> !project.isControlFlow(stage)).toList();
        boolean all = sources.text("availabilityStrategy").equals("All");
        if (all ? holding.size() < upstream.size() : holding.isEmpty()) {
            Set<String> passing = new TreeSet<>(upstream);
            passing.removeAll(new HashSet<>(holding));
            report.error(
                    Rule.SOAK_NEVER_PASSES,
                    sources.position("requiredSoakTime"),
                    "This soak time never passes: Freight does not stay in " + quoted(passing)
                            + ", which has no steps. Ask for it in the Stage before.");
        }
    }

    /** The Stages that Freight can get to without anybody's approval. */
    private static Set<String> reached(Map<String, Fields> byStage) {
        Map<String, List<String>> downstream = new HashMap<>();
        byStage.forEach(
                (stage, request) -> request.object("sources").texts("stages").forEach(upstream -> downstream
                        .computeIfAbsent(upstream, name -> new ArrayList<>())
                        .add(stage)));
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> waiting = new ArrayDeque<>(byStage.keySet());
        while (!waiting.isEmpty()) {
            String stage = waiting.remove();
            Fields request = byStage.get(stage);
            if (request != null && isSupplied(request.object("sources"), reached) && reached.add(stage)) {
                waiting.addAll(downstream.getOrDefault(stage, List.of()));
            }
        }
        return reached;
    }

    private static boolean isSupplied(Fields sources, Set<String> reached) {
        List<String> upstream = sources.texts("stages");
        return sources.flag("direct", false)
                || (sources.text("availabilityStrategy").equals("All")
                        ? reached.containsAll(upstream)
                        : upstream.stream().anyMatch(reached::contains));
    }

    /** Reports each cycle once, and answers the Stages on cycles that nothing enters. */
    private Set<String> cycles(String origin, Map<String, Fields> byStage, Set<String> reached) {
        Set<String> dead = new HashSet<>();
        Set<String> done = new HashSet<>();
        for (String start : byStage.keySet()) {
            List<String> path = new ArrayList<>();
            List<String> cycle = cycle(start, byStage, path, done);
            if (cycle.isEmpty()) {
                continue;
            }
            Fields request = byStage.getOrDefault(cycle.get(0), new Fields(Value.Mapping.EMPTY));
            String way = String.join(" <- ", cycle) + " <- " + cycle.get(0);
            if (reached.containsAll(cycle)) {
                report.warn(
                        Rule.STAGE_CYCLE,
                        request.object("sources").position("stages"),
                        "Freight of Warehouse '" + origin + "' goes in a circle: " + way + ".");
            } else {
                dead.addAll(cycle);
                report.error(
                        Rule.STAGE_CYCLE,
                        request.object("sources").position("stages"),
                        "These Stages wait for each other, so Freight of Warehouse '" + origin + "' reaches none of"
                                + " them: " + way + ".");
            }
        }
        return dead;
    }

    /** A cycle found by going upstream, without recursion because chains of Stages may be long. */
    private static List<String> cycle(String start, Map<String, Fields> byStage, List<String> path, Set<String> done) {
        List<List<String>> waiting = new ArrayList<>();
        Set<String> onPath = new HashSet<>();
        waiting.add(new ArrayList<>(List.of(start)));
        while (!waiting.isEmpty()) {
            List<String> siblings = waiting.get(waiting.size() - 1);
            if (siblings.isEmpty()) {
                waiting.remove(waiting.size() - 1);
                if (!path.isEmpty()) {
                    String left = path.remove(path.size() - 1);
                    onPath.remove(left);
                    done.add(left);
                }
                continue;
            }
            String stage = siblings.remove(siblings.size() - 1);
            if (onPath.contains(stage)) {
                done.addAll(path);
                return List.copyOf(path.subList(path.indexOf(stage), path.size()));
            }
            Fields request = byStage.get(stage);
            if (request == null || done.contains(stage)) {
                continue;
            }
            path.add(stage);
            onPath.add(stage);
            Fields sources = request.object("sources");
            waiting.add(new ArrayList<>(sources.flag("direct", false) ? List.of() : sources.texts("stages")));
        }
        return List.of();
    }

    private static String quoted(Set<String> stages) {
        return stages.isEmpty() ? "its sources" : "'" + String.join("', '", stages) + "'";
    }
}
