package io.jenkins.plugins.waybill.warehouse.generic;

import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.expression.Expression;
import io.jenkins.plugins.waybill.expression.ExpressionException;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.expression.Scope;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.TlsTrust;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.registry.RegistryException;
import io.jenkins.plugins.waybill.registry.WebFiles;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.NameFilter;
import io.jenkins.plugins.waybill.warehouse.Observation;
import io.jenkins.plugins.waybill.warehouse.RankedLook;
import io.jenkins.plugins.waybill.warehouse.Ranking;
import io.jenkins.plugins.waybill.warehouse.SubscriptionSource;
import io.jenkins.plugins.waybill.warehouse.VersionFilter;

/**
 * Watches whatever lists its versions as JSON: {@code http: {config: {url, versions, order, semverConstraint,
 * allowVersionsRegexes, ignoreVersionsRegexes}}}. The expression {@code versions} picks them from {@code response.body}:
 * a list of texts, or of objects with a text {@code version}, which then keep their other fields as metadata.
 */
public final class JsonSource implements SubscriptionSource {

    private static final String TYPE = "http";
    private static final Set<String> FIELDS = Set.of(
            "url",
            "versions",
            "order",
            "semverConstraint",
            "allowVersionsRegexes",
            "ignoreVersionsRegexes",
            "insecureSkipTLSVerify");
    private static final Set<String> ORDERS = Set.of("AsListed", "SemVer", "Lexical");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST = 16 * 1024 * 1024;

    private final WebFiles files;

    /** Looks through these web servers. */
    public JsonSource(WebFiles files) {
        this.files = files;
    }

    private record Listed(JsonNode body) {}

    @Override
    public boolean watches(Subscription subscription) {
        return subscription instanceof Subscription.Generic generic
                && generic.type().equals(TYPE);
    }

    @Override
    public Observation observe(String project, Subscription subscription, String before) throws DiscoveryException {
        Subscription.Generic wanted = (Subscription.Generic) subscription;
        Settings settings = Settings.of(wanted, FIELDS);
        String order = settings.text("order", "AsListed");
        if (!ORDERS.contains(order)) {
            throw settings.wrong("has the 'order' '" + order + "'; it knows AsListed, SemVer and Lexical.");
        }
        NameFilter names = NameFilter.of(
                settings.texts("allowVersionsRegexes"),
                settings.texts("ignoreVersionsRegexes"),
                "allowVersionsRegexes",
                "ignoreVersionsRegexes");
        VersionFilter versions = VersionFilter.of(false, settings.text("semverConstraint", ""));
        boolean semantic =
                order.equals("SemVer") || !settings.text("semverConstraint", "").isBlank();
        Map<String, JsonNode> listed = pick(settings, body(project, settings));
        Ranking ranking = new Ranking();
        for (String version : listed.keySet()) {
            ranking.consider(version, text -> {
                Optional<String> objection = names.objection(text);
                return objection.isPresent() || !semantic ? objection : versions.objection(text);
            });
        }
        if (!order.equals("AsListed")) {
            ranking.sort(
                    order.equals("SemVer")
                            ? versions.order()
                            : Comparator.<String>naturalOrder().reversed());
        }
        return new RankedLook(
                wanted,
                List.of(wanted.name(), settings.all()),
                ranking,
                version -> Pinned.artifact(
                        wanted, version, listed.getOrDefault(version, JsonNodeFactory.instance.objectNode())),
                version -> Map.of("artifactFrom", Pinned.criteria(wanted, version)));
    }

    private JsonNode body(String project, Settings settings) throws DiscoveryException {
        String url = settings.url("url");
        try {
            return files.read(
                            new WebFiles.Request(
                                    project,
                                    Credentials.Kind.GENERIC,
                                    url,
                                    url,
                                    List.of(new HttpCall.Header("Accept", "application/json")),
                                    TlsTrust.skipVerification(settings.flag("insecureSkipTLSVerify"))),
                            Listed.class,
                            JsonSource::json)
                    .body();
        } catch (RegistryException e) {
            throw new DiscoveryException(
                    String.valueOf(e.getMessage()), e, e.retryAfter().orElse(null));
        }
    }

    private static Listed json(InputStream content) throws IOException {
        byte[] bytes = content.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new IOException("it is larger than 16 MiB.");
        }
        return new Listed(JSON.readTree(bytes));
    }

    private static Map<String, JsonNode> pick(Settings settings, JsonNode body) throws DiscoveryException {
        String text = settings.required("versions");
        JsonNode picked;
        try {
            Map<String, Object> response = new LinkedHashMap<>();
            Object value = GoJson.fromTree(body);
            response.put("body", value == null ? Map.of() : value);
            picked = GoJson.toTree(Expression.compile(text)
                    .evaluate(Scope.builder().variable("response", response).build()));
        } catch (ExpressionException e) {
            throw settings.wrong("has an expression 'versions' that fails: " + e.getMessage() + ".");
        }
        if (!picked.isArray()) {
            throw settings.wrong("has an expression 'versions' that gives no list but " + brief(picked) + ".");
        }
        Map<String, JsonNode> versions = new LinkedHashMap<>();
        for (JsonNode item : picked) {
            JsonNode version = item.isObject() ? item.path("version") : item;
            if (!version.isTextual() || version.asText().isBlank()) {
                throw settings.wrong("has an expression 'versions' whose list holds " + brief(item)
                        + "; it must hold texts, or objects with a text 'version'. string() makes texts of numbers.");
            }
            versions.putIfAbsent(version.asText(), item.isObject() ? item : JsonNodeFactory.instance.objectNode());
        }
        return versions;
    }

    private static String brief(JsonNode value) {
        String text = value.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
