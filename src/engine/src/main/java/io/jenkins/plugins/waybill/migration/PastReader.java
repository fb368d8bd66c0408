package io.jenkins.plugins.waybill.migration;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.waybill.manifest.GoDuration;
import io.jenkins.plugins.waybill.manifest.ManifestDocument;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightName;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.FreightStatus;
import io.jenkins.plugins.waybill.model.GenericArtifact;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StageState;
import org.jspecify.annotations.Nullable;

/** Reads the past from what Kargo wrote into the status of Freight, Stages and Promotions. */
public final class PastReader {

    /** Who did what Kargo does not tell. */
    static final Actor KARGO = new Actor("controller", "kargo");

    private final ManifestSet set;
    private final List<String> notes = new ArrayList<>();

    private PastReader(ManifestSet set) {
        this.set = set;
    }

    /** The past that is told by documents read from a cluster, or from the file that an export made of them. */
    public static Past read(ManifestSet set) {
        PastReader reader = new PastReader(set);
        List<Promotion> promotions = reader.all("Promotion", reader::promotion);
        return new Past(
                reader.all("Freight", reader::freight),
                reader.all("Stage", document -> reader.stage(document, promotions)),
                promotions,
                reader.notes);
    }

    private <T> List<T> all(String kind, Function<ManifestDocument, @Nullable T> reading) {
        List<T> read = new ArrayList<>();
        for (ManifestDocument document : set.documents(kind)) {
            if (!document.apiVersion().equals(Manifests.KARGO)
                    || document.name().isEmpty()) {
                continue;
            }
            T value = reading.apply(document);
            if (value != null) {
                read.add(value);
            }
        }
        return read;
    }

    private @Nullable Freight freight(ManifestDocument document) {
        JsonNode json = document.json();
        Artifacts artifacts = artifacts(json);
        if (artifacts.isEmpty()) {
            notes.add(document + " pins nothing and is left out.");
            return null;
        }
        FreightOrigin origin = origin(json.path("origin"));
        String name = FreightName.of(origin, artifacts);
        if (!name.equals(document.name())) {
            notes.add(document + " would be called " + name
                    + " today. It keeps its name; discovery may find the same artifacts once more under the new one.");
        }
        Instant created = time(json.at("/metadata/creationTimestamp"), Instant.EPOCH);
        String alias = json.path("alias")
                .asText(json.at("/metadata/labels/kargo.akuity.io~1alias").asText());
        return new Freight(
                set.projectOf(document),
                document.name(),
                alias,
                origin,
                artifacts,
                time(json.path("discoveredAt"), created),
                KARGO,
                status(json.path("status")));
    }

    private static FreightStatus status(JsonNode status) {
        return new FreightStatus(
                byStage(
                        status.path("currentlyIn"),
                        use -> new FreightStatus.CurrentUse(time(use.path("since"), Instant.EPOCH))),
                byStage(
                        status.path("verifiedIn"),
                        use -> new FreightStatus.VerifiedUse(
                                time(use.path("verifiedAt"), Instant.EPOCH), duration(use.path("longestSoak")))),
                byStage(
                        status.path("approvedFor"),
                        use -> new FreightStatus.FreightApproval(
                                time(use.path("approvedAt"), Instant.EPOCH), KARGO, "")),
                values(status.path("metadata")));
    }

    private static <T> Map<String, T> byStage(JsonNode uses, Function<JsonNode, T> reading) {
        Map<String, T> byStage = new LinkedHashMap<>();
        uses.fields().forEachRemaining(use -> byStage.put(use.getKey(), reading.apply(use.getValue())));
        return byStage;
    }

    private @Nullable Promotion promotion(ManifestDocument document) {
        String freight = document.json().at("/spec/freight").asText();
        if (freight.isEmpty() || document.json().at("/spec/stage").asText().isEmpty()) {
            notes.add(document + " has no Stage or no Freight and is left out.");
            return null;
        }
        FreightReference known = set.documents("Freight").stream()
                .filter(candidate -> candidate.name().equals(freight))
                .findFirst()
                .map(ManifestDocument::json)
                .map(json -> new FreightReference(freight, origin(json.path("origin")), artifacts(json)))
                .orElse(null);
        return PromotionPast.read(set.projectOf(document), document, known);
    }

    private @Nullable StageState stage(ManifestDocument document, List<Promotion> promotions) {
        JsonNode status = document.json().path("status");
        if (status.isEmpty()) {
            return null;
        }
        String project = set.projectOf(document);
        List<FreightCollection> history = new ArrayList<>();
        status.path("freightHistory").forEach(entry -> history.add(collection(entry)));
        Map<String, StageState.Hold> holds = new LinkedHashMap<>();
        status.path("autoPromotionHolds")
                .fields()
                .forEachRemaining(hold -> holds.put(hold.getKey(), hold(hold.getValue())));
        StageState state = new StageState(
                project,
                document.name(),
                history,
                HealthPast.of(status.path("health")),
                null,
                PromotionPast.last(project, status.path("lastPromotion"), promotions),
                holds,
                values(status.path("metadata")));
        return state.equals(StageState.initial(project, document.name())) ? null : state;
    }

    private static StageState.Hold hold(JsonNode hold) {
        return new StageState.Hold(
                hold.path("freightName").asText(),
                hold.path("promotionName").asText(),
                actor(hold.path("actor").asText()),
                time(hold.path("createdAt"), Instant.EPOCH));
    }

    static FreightCollection collection(JsonNode entry) {
        Map<String, FreightReference> items = new LinkedHashMap<>();
        entry.path("items").fields().forEachRemaining(item -> items.put(item.getKey(), reference(item.getValue())));
        String id = entry.path("id").asText();
        return new FreightCollection(
                id.isEmpty()
                        ? FreightName.ofCollection(items.values().stream()
                                .map(FreightReference::name)
                                .toList())
                        : id,
                items,
                HealthPast.verifications(entry.path("verificationHistory")));
    }

    static FreightReference reference(JsonNode reference) {
        return new FreightReference(
                reference.path("name").asText(), origin(reference.path("origin")), artifacts(reference));
    }

    private static FreightOrigin origin(JsonNode origin) {
        return new FreightOrigin(
                origin.path("kind").asText("Warehouse"), origin.path("name").asText());
    }

    private static Artifacts artifacts(JsonNode json) {
        return new Artifacts(
                list(
                        json.path("commits"),
                        commit -> new GitCommit(
                                commit.path("repoURL").asText(),
                                commit.path("id").asText(),
                                commit.path("branch").asText(),
                                commit.path("tag").asText(),
                                commit.path("message").asText(),
                                commit.path("author").asText(),
                                commit.path("committer").asText(),
                                commit.path("subscriptionName").asText())),
                list(
                        json.path("images"),
                        image -> new Image(
                                image.path("repoURL").asText(),
                                image.path("tag").asText(),
                                image.path("digest").asText(),
                                texts(image.path("annotations")),
                                image.path("subscriptionName").asText())),
                list(
                        json.path("charts"),
                        chart -> new Chart(
                                chart.path("repoURL").asText(),
                                chart.path("name").asText(),
                                chart.path("version").asText(),
                                chart.path("subscriptionName").asText())),
                list(
                        json.path("artifacts"),
                        artifact -> new GenericArtifact(
                                artifact.path("artifactType").asText(),
                                artifact.path("subscriptionName").asText(),
                                artifact.path("version").asText(),
                                artifact.has("metadata") ? artifact.get("metadata") : NullNode.getInstance())));
    }

    static <T> List<T> list(JsonNode array, Function<JsonNode, T> reading) {
        List<T> list = new ArrayList<>();
        array.forEach(item -> list.add(reading.apply(item)));
        return list;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.fields()
                .forEachRemaining(
                        field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static Map<String, JsonNode> values(JsonNode object) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        object.fields().forEachRemaining(field -> values.put(field.getKey(), field.getValue()));
        return values;
    }

    static Actor actor(String text) {
        return text.isEmpty() ? KARGO : Actor.parse(text);
    }

    static Instant time(JsonNode time, Instant absent) {
        try {
            return OffsetDateTime.parse(time.asText().toUpperCase(Locale.ROOT)).toInstant();
        } catch (DateTimeParseException e) {
            return absent;
        }
    }

    private static @Nullable Duration duration(JsonNode duration) {
        return GoDuration.parse(duration.asText()).orElse(null);
    }
}
