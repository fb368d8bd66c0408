package io.jenkins.plugins.waybill.webhook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.expression.Template;
import io.jenkins.plugins.waybill.model.LabelSelector;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.RepositoryUrl;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.model.WebhookReceiver;
import org.jspecify.annotations.Nullable;

/** What a generic receiver's actions make of one request; their conditions and selections are users' expressions. */
final class GenericActions {

    private final Scope requestScope;
    private final Collection<ProjectDefinition> projects;
    private final List<Webhooks.Target> selected = new ArrayList<>();
    private final ArrayNode results = JsonNodeFactory.instance.arrayNode();
    private boolean failed;

    private GenericActions(Scope requestScope, Collection<ProjectDefinition> projects) {
        this.requestScope = requestScope;
        this.projects = projects;
    }

    /** Judges all actions; one that fails does not keep the others. */
    static Webhooks.Verdict judge(
            WebhookReceiver receiver, WebhookRequest request, Collection<ProjectDefinition> projects) throws Rejection {
        JsonNode body = request.body().length == 0 ? JsonNodeFactory.instance.objectNode() : Payload.object(request);
        GenericActions run = new GenericActions(scope(request, body), projects);
        receiver.actions().forEach(run::judge);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("results", run.results);
        return new Webhooks.Verdict(run.failed ? 500 : 200, answer, run.selected, java.util.Set.of());
    }

    private static Scope scope(WebhookRequest request, JsonNode body) {
        Map<String, @Nullable Object> seen = new LinkedHashMap<>();
        seen.put("body", GoJson.fromTree(body));
        seen.put("header", (Scope.Function)
                arguments -> request.header(text("header", arguments)).orElse(""));
        seen.put("headers", (Scope.Function)
                arguments -> request.headers().getOrDefault(text("headers", arguments), List.of()));
        seen.put("params", (Scope.Function)
                arguments -> request.query().getOrDefault(text("params", arguments), List.of("")).stream()
                        .findFirst()
                        .orElse(""));
        return Scope.builder()
                .extending(Template.functions())
                .variable("request", seen)
                .function("normalizeGit", arguments -> RepositoryUrl.normaliseGit(text("normalizeGit", arguments)))
                .function(
                        "normalizeImage", arguments -> RepositoryUrl.normaliseImage(text("normalizeImage", arguments)))
                .function(
                        "normalizeChart", arguments -> RepositoryUrl.normaliseChart(text("normalizeChart", arguments)))
                .build();
    }

    private static String text(String function, List<@Nullable Object> arguments) {
        if (arguments.size() == 1 && arguments.get(0) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(function + " takes one text");
    }

    private void judge(WebhookReceiver.Action action) {
        ObjectNode result = results.addObject().put("action", "Refresh");
        if (!action.whenExpression().isBlank()) {
            result.put("whenExpression", action.whenExpression());
        }
        try {
            Scope scope = Scope.builder()
                    .extending(requestScope)
                    .variable("params", action.parameters())
                    .build();
            if (!applies(action, scope)) {
                result.put("result", "NotApplicable");
                return;
            }
            ArrayNode targets = result.put("result", "Success").putArray("selectedTargets");
            for (WebhookReceiver.Target target : action.targets()) {
                for (Webhooks.Target found : select(target, scope)) {
                    targets.addObject().put("project", found.project()).put("name", found.warehouse());
                    if (!selected.contains(found)) {
                        selected.add(found);
                    }
                }
            }
        } catch (ExpressionException | IllegalArgumentException e) {
            failed = true;
            result.put("result", "Error").put("error", e.getMessage());
        }
    }

    private static boolean applies(WebhookReceiver.Action action, Scope scope) {
        if (action.whenExpression().isBlank()) {
            return true;
        }
        if (Expression.compile(action.whenExpression()).evaluate(scope) instanceof Boolean holds) {
            return holds;
        }
        throw new IllegalArgumentException("whenExpression must give true or false");
    }

    private List<Webhooks.Target> select(WebhookReceiver.Target target, Scope scope) {
        String name = evaluated(target.name(), scope);
        LabelSelector labels = evaluated(target.labels(), scope);
        List<WebhookReceiver.Index> indices = target.indices().stream()
                .map(index -> new WebhookReceiver.Index(index.key(), index.equal(), evaluated(index.value(), scope)))
                .toList();
        List<Webhooks.Target> found = new ArrayList<>();
        for (ProjectDefinition project : projects) {
            for (Warehouse warehouse : project.warehouses().values()) {
                if ((name.isEmpty() || name.equals(warehouse.name()))
                        && labels.matches(warehouse.labels())
                        && indices.stream().allMatch(index -> holds(index, warehouse))) {
                    found.add(new Webhooks.Target(project.name(), warehouse.name()));
                }
            }
        }
        return found;
    }

    /** Warehouses have no receiver paths, so no value is among them. */
    private static boolean holds(WebhookReceiver.Index index, Warehouse warehouse) {
        boolean among = index.key().equals("subscribedURLs")
                && WarehouseMatch.subscribed(warehouse).contains(index.value());
        return among == index.equal();
    }

    private static String evaluated(String text, Scope scope) {
        Object value = Template.evaluate(text, scope);
        return value == null ? "" : String.valueOf(value);
    }

    private static LabelSelector evaluated(LabelSelector selector, Scope scope) {
        Map<String, String> labels = new LinkedHashMap<>();
        selector.matchLabels().forEach((key, value) -> labels.put(key, evaluated(value, scope)));
        return new LabelSelector(
                labels,
                selector.matchExpressions().stream()
                        .map(rule -> new LabelSelector.Requirement(
                                rule.key(),
                                rule.operator(),
                                rule.values().stream()
                                        .map(value -> evaluated(value, scope))
                                        .toList()))
                        .toList());
    }
}
