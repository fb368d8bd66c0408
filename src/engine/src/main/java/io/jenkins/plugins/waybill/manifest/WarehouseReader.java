package io.jenkins.plugins.waybill.manifest;

import java.time.Duration;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Subscription.CommitSelection;
import io.jenkins.plugins.waybill.model.Subscription.ImageSelection;
import io.jenkins.plugins.waybill.model.Warehouse;

/** Reads a Warehouse, filling in Kargo's defaults. */
final class WarehouseReader {

    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final int DISCOVERY_LIMIT = 20;

    private WarehouseReader() {}

    static Warehouse read(ManifestDocument document) {
        Fields spec = document.spec();
        return new Warehouse(
                document.name(),
                document.fields().object("metadata").textMap("labels"),
                GoDuration.parse(spec.text("interval")).orElse(INTERVAL),
                !spec.text("freightCreationPolicy").equals("Manual"),
                spec.object("freightCreationCriteria").text("expression"),
                spec.objects("subscriptions", WarehouseReader::subscription),
                document.position());
    }

    /** The type of a subscription is the one key beside {@code name}; empty when there is none. */
    static String type(Fields subscription) {
        return subscription.mapping().members().keySet().stream()
                .filter(key -> !key.equals("name") && subscription.has(key))
                .findFirst()
                .orElse("");
    }

    private static Subscription subscription(Fields entry) {
        String name = entry.text("name");
        String type = type(entry);
        Fields fields = entry.object(type);
        return switch (type) {
            case "git" -> git(name, fields);
            case "image" -> image(name, fields);
            case "chart" ->
                new Subscription.HelmChart(
                        name,
                        fields.text("repoURL"),
                        fields.text("name"),
                        fields.text("semverConstraint"),
                        fields.flag("insecureSkipTLSVerify", false),
                        discoveryLimit(fields),
                        entry.position());
            default -> generic(name, type, fields, entry);
        };
    }

    private static Subscription git(String name, Fields fields) {
        return new Subscription.Git(
                name,
                fields.text("repoURL"),
                switch (fields.text("commitSelectionStrategy")) {
                    case "SemVer" -> CommitSelection.SEMVER;
                    case "Lexical" -> CommitSelection.LEXICAL;
                    case "NewestTag" -> CommitSelection.NEWEST_TAG;
                    default -> CommitSelection.NEWEST_FROM_BRANCH;
                },
                fields.text("branch"),
                fields.text("semverConstraint"),
                fields.flag("strictSemvers", true),
                fields.texts("allowTagsRegexes"),
                fields.texts("ignoreTagsRegexes"),
                fields.text("expressionFilter"),
                fields.texts("includePaths"),
                fields.texts("excludePaths"),
                fields.text("since"),
                removedField(fields),
                fields.flag("insecureSkipTLSVerify", false),
                discoveryLimit(fields),
                fields.position());
    }

    private static Subscription image(String name, Fields fields) {
        return new Subscription.ContainerImage(
                name,
                fields.text("repoURL"),
                switch (fields.text("imageSelectionStrategy")) {
                    case "Lexical" -> ImageSelection.LEXICAL;
                    case "NewestBuild" -> ImageSelection.NEWEST_BUILD;
                    case "Digest" -> ImageSelection.DIGEST;
                    default -> ImageSelection.SEMVER;
                },
                fields.text("constraint"),
                fields.flag("strictSemvers", true),
                fields.texts("allowTagsRegexes"),
                fields.texts("ignoreTagsRegexes"),
                fields.text("platform"),
                fields.flag("cacheByTag", false),
                removedField(fields),
                fields.flag("insecureSkipTLSVerify", false),
                discoveryLimit(fields),
                fields.position());
    }

    /** The first of two that is not empty. */
    private static String removedField(Fields fields) {
        return Stream.of("allowTags", "ignoreTags")
                .filter(field ->
                        !fields.text(field).isEmpty() || !fields.texts(field).isEmpty())
                .findFirst()
                .orElse("");
    }

    private static Subscription generic(String name, String type, Fields fields, Fields entry) {
        Value config = fields.value("config");
        return new Subscription.Generic(
                name,
                type,
                config == null ? JsonNodeFactory.instance.objectNode() : config.json(),
                discoveryLimit(fields),
                entry.position());
    }

    /** Kargo takes 0 for absent. */
    private static int discoveryLimit(Fields fields) {
        int limit = fields.number("discoveryLimit", 0);
        return limit == 0 ? DISCOVERY_LIMIT : limit;
    }
}
