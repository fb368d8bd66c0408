package io.jenkins.plugins.waybill.manifest;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.SourcePosition;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Documents made from Kargo's CRDs: what Kubernetes takes is read, what it refuses is refused here, at its place. Runs
 * where Kargo's files lie beside a checkout.
 */
@AddLifecycleHook(CrdPropertiesTest.SkippedWithoutKargo.class)
class CrdPropertiesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, JsonNode> CRDS = new ConcurrentHashMap<>();

    /** Refused by Kargo's admission, whatever the CRD says. */
    private static final Set<String> ADMISSION = Set.of(
            Rule.DUPLICATE_ALIAS.id(),
            Rule.RESERVED_ALIAS.id(),
            Rule.TASK_STEP_FIELD.id(),
            Rule.DUPLICATE_ORIGIN.id(),
            Rule.MATCH_UPSTREAM.id(),
            Rule.SUBSCRIPTION_TYPE.id(),
            Rule.DUPLICATE_SUBSCRIPTION.id(),
            Rule.DUPLICATE_NAME.id(),
            Rule.DIGEST_CONSTRAINT.id(),
            Rule.CHART_NAME.id(),
            Rule.INVALID_CONSTRAINT.id(),
            Rule.INVALID_PATTERN.id(),
            Rule.INVALID_WINDOW.id(),
            Rule.DUPLICATE_POLICY.id(),
            Rule.EMPTY_FREIGHT.id());

    /** A property all of whose tries are given up counts as failed, unlike a test. */
    static final class SkippedWithoutKargo implements SkipExecutionHook {
        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            try {
                KargoFiles.directory("kargo-crds");
                return SkipResult.doNotSkip();
            } catch (TestAbortedException e) {
                return SkipResult.skip(e.getMessage());
            }
        }
    }

    @Property(tries = 600)
    void a_document_that_its_crd_accepts_is_read(@ForAll("kinds") String kind, @ForAll long seed) {
        ObjectNode document = new CrdDocuments(new Random(seed)).valid(kind, crd(kind));
        assertThat(CrdValidation.accepts(crd(kind), document))
                .as("%s", document)
                .isTrue();

        assertThat(refusals(read(document), document)).as("%s", document).isEmpty();
    }

    @Property(tries = 4000)
    void a_document_that_its_crd_rejects_is_refused_at_its_place(@ForAll("kinds") String kind, @ForAll long seed) {
        CrdDocuments documents = new CrdDocuments(new Random(seed));
        ObjectNode document = documents.valid(kind, crd(kind));
        String pointer = documents.broken(document);
        boolean accepted = CrdValidation.accepts(crd(kind), document);

        ManifestSet set = read(document);
        List<Finding> refusals = refusals(set, document);

        if (accepted) {
            assertThat(refusals).as("%s broken at %s", document, pointer).isEmpty();
        } else {
            assertThat(set.documents().get(0).accepted())
                    .as("%s broken at %s", document, pointer)
                    .isFalse();
            assertThat(set.findings().stream().filter(Finding::isError).map(finding -> finding.position()
                            .line()))
                    .as("%s broken at %s: %s", document, pointer, set.findings())
                    .containsAnyElementsOf(linesOf(pointer, set.documents().get(0)));
        }
    }

    @Provide
    static Arbitrary<String> kinds() {
        return Arbitraries.of(new TreeSet<>(KargoFiles.KINDS.keySet()));
    }

    private static ManifestSet read(JsonNode document) {
        return Manifests.read("m.json", document.toPrettyString());
    }

    /** What refuses the document by what a CRD can say. */
    private static List<Finding> refusals(ManifestSet set, JsonNode document) {
        List<Finding> findings = set.findings().stream()
                .filter(Finding::isError)
                .filter(finding -> !ADMISSION.contains(finding.rule()))
                .filter(finding -> !Set.of(Rule.UNKNOWN_FIELD.id(), Rule.REMOVED_FIELD.id())
                        .contains(finding.rule()))
                .toList();
        assertThat(set.documents()).as("%s", document).hasSize(1);
        return findings;
    }

    /** The lines of a value, of what is in it, and of what holds it. */
    private static Set<Integer> linesOf(String pointer, ManifestDocument document) {
        Map<String, SourcePosition> positions = document.root().positions();
        Set<Integer> lines = new TreeSet<>();
        positions.forEach((inner, position) -> {
            if (inner.startsWith(pointer)) {
                lines.add(position.line());
            }
        });
        String at = pointer;
        for (int levels = 0; levels < 2; levels++) {
            at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
            SourcePosition position = positions.get(at);
            if (position != null) {
                lines.add(position.line());
            }
        }
        return lines;
    }

    /** The CRD's schema, with what Kargo's own reading adds to it. */
    private static JsonNode crd(String kind) {
        return CRDS.computeIfAbsent(kind, name -> {
            ObjectNode schema = KargoFiles.crd(name).deepCopy();
            ((ObjectNode) schema.get("properties")).remove("status");
            if (name.equals("Warehouse")) {
                ObjectNode spec = (ObjectNode) schema.at("/properties/spec/properties");
                ((ObjectNode) spec.get("subscriptions")).set("items", subscription());
            }
            adapt(schema);
            return schema;
        });
    }

    private static void adapt(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("properties") instanceof ObjectNode properties) {
            if (properties.has("config") && properties.has("uses")) {
                // Kargo unmarshals the config of a step into an object.
                properties.putObject("config").put("type", "object");
            }
            if (properties.has("errorThreshold")) {
                // A uint32 and a duration for Kargo.
                ((ObjectNode) properties.get("errorThreshold")).put("minimum", 0);
                ((ObjectNode) properties.get("timeout")).put("pattern", "^([0-9]+(\\.[0-9]+)?(s|m|h))+$");
            }
            if (properties.has("operator")) {
                // Kargo's admission reads selectors, and takes no others.
                ArrayNode operators = ((ObjectNode) properties.get("operator")).putArray("enum");
                (properties.has("values")
                                ? List.of("In", "NotIn", "Exists", "DoesNotExist")
                                : List.of("Equals", "NotEquals"))
                        .forEach(operators::add);
            }
            if (properties.has("dockerhub")) {
                // So are receivers: exactly one of their types.
                properties.retain("name", "github");
                ((ArrayNode) object.get("required")).add("github");
            }
            properties.fields().forEachRemaining(field -> adapt(field.getValue()));
        }
        if (schema.path("items").isObject()) {
            adapt(schema.get("items"));
        }
    }

    /** Subscriptions are free in the CRD; WarehouseRules has tests of its own for what is in them. */
    private static JsonNode subscription() {
        ObjectNode schema = JSON.createObjectNode().put("type", "object");
        ObjectNode git = schema.putObject("properties").putObject("git").put("type", "object");
        git.putObject("properties").putObject("blobless").put("type", "boolean");
        ((ObjectNode) git.get("properties"))
                .putObject("repoURL")
                .put("type", "string")
                .put("pattern", CrdDocuments.REPOSITORY);
        git.putArray("required").add("repoURL");
        ArrayNode required = schema.putArray("required");
        required.add("git");
        return schema;
    }
}
