package io.jenkins.plugins.waybill.manifest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Our schemas beside Kargo's CRDs, keyword by keyword. Runs where Kargo's files lie beside a checkout of the project,
 * in {@code shared/reference}.
 */
class CrdAgreementTest {

    private static final List<String> KEYWORDS =
            List.of("type", "pattern", "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum");

    private final List<String> differences = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("kinds")
    void a_kind_has_the_fields_that_its_crd_has(String kind) {
        JsonNode theirs = KargoFiles.crd(kind);

        compare("", theirs, Schema.document(kind));

        differences.removeIf(CrdAgreementTest::isIntended);
        assertThat(differences).isEmpty();
    }

    @Test
    void subscriptions_have_the_fields_that_kargos_schemas_have() throws IOException {
        Path directory = KargoFiles.directory("kargo-subscription-schemas");
        JsonNode subscription = Schema.document("definitions").at("/definitions/subscription/properties");
        for (String type : List.of("git", "image", "chart")) {
            compare(
                    type,
                    new ObjectMapper().readTree(Files.readString(directory.resolve(type + ".json"))),
                    subscription.get(type));
        }

        // Admission reads 0 and an empty strategy as the default, and an empty branch as none; so do we. Repositories
        // on
        // this machine are ours.
        assertThat(differences)
                .containsExactlyInAnyOrder(
                        "git.branch: minLength is 1 there, nothing here",
                        "git.branch: pattern differs",
                        "git.discoveryLimit: minimum is 1 there, 0 here",
                        "git.repoURL: pattern differs",
                        "git.commitSelectionStrategy: enum is [Lexical, NewestFromBranch, NewestTag, SemVer] there,"
                                + " [, Lexical, NewestFromBranch, NewestTag, SemVer] here",
                        "image.imageSelectionStrategy: enum is [Digest, Lexical, NewestBuild, SemVer] there,"
                                + " [, Digest, Lexical, NewestBuild, SemVer] here",
                        "image.discoveryLimit: minimum is 1 there, 0 here",
                        "chart.discoveryLimit: minimum is 1 there, 0 here",
                        // Kargo's admission takes a variant too, its schema does not.
                        "image.platform: pattern differs",
                        "git.since: pattern differs");
    }

    /** What we look at more closely than the CRD does, because Kargo fails on it later. */
    private static boolean isIntended(String difference) {
        return difference.startsWith(".metadata")
                || difference.equals(": required is [spec] there, [apiVersion, kind, metadata, spec] here")
                || difference.equals(": required is [] there, [apiVersion, kind, metadata] here")
                || difference.equals(": required is [origin] there, [apiVersion, kind, metadata, origin] here")
                || difference.equals(": properties missing here: []")
                || difference.startsWith(".apiVersion")
                || difference.startsWith(".kind")
                // The interval has a default, so nobody has to write it.
                || difference.equals(".spec: required is [interval, subscriptions] there, [subscriptions] here")
                || difference.startsWith(".spec.subscriptions[]: ")
                || difference.endsWith(".config: type is nothing there, object here")
                || difference.contains(".retry.errorThreshold: m")
                || difference.contains(".retry.timeout: pattern")
                || (difference.contains(".operator: enum is [] there"))
                || difference.endsWith("[]: enum is [] there, [Failed, Errored] here")
                || difference.endsWith("[]: enum is [] there, [Error, Failed] here")
                || difference.endsWith("[]: enum is [] there, [Errored, Failed] here")
                // Steps of tasks and Promotions must not use tasks; the CRD says so by a rule.
                || difference.endsWith("steps[]: properties missing here: [task]")
                || difference.endsWith("steps[]: required is [] there, [uses] here")
                || difference.endsWith(".discoveredAt: pattern differs")
                // No text without a character matches the pattern anyway.
                || difference.equals(".spec.target: minLength is nothing there, 1 here")
                // The CRD says so by a format.
                || difference.equals(".spec.gitClient.email: pattern differs");
    }

    private void compare(String place, JsonNode theirs, JsonNode ours) {
        JsonNode our = resolved(ours);
        for (String keyword : KEYWORDS) {
            JsonNode there = theirs.path(keyword);
            JsonNode here = our.path(keyword);
            if (!shown(there).equals(shown(here))) {
                differences.add(
                        keyword.equals("pattern")
                                ? place + ": pattern differs"
                                : place + ": " + keyword + " is " + shown(there) + " there, " + shown(here) + " here");
            }
        }
        compareSets(place, "enum", theirs, our);
        compareSets(place, "required", theirs, our);
        JsonNode properties = theirs.path("properties");
        Set<String> missing = names(properties);
        missing.remove("status");
        Set<String> invented = names(our.path("properties"));
        invented.removeAll(names(properties));
        missing.removeAll(names(our.path("properties")));
        invented.remove("status");
        if (!missing.isEmpty()) {
            differences.add(place + ": properties missing here: " + missing);
        }
        if (!invented.isEmpty()) {
            differences.add(place + ": properties only here: " + invented);
        }
        properties.fields().forEachRemaining(property -> {
            JsonNode counterpart = our.path("properties").path(property.getKey());
            if (!counterpart.isMissingNode() && !property.getKey().equals("status")) {
                compare(place + "." + property.getKey(), property.getValue(), counterpart);
            }
        });
        if (theirs.has("items") && our.has("items")) {
            compare(place + "[]", theirs.get("items"), our.get("items"));
        }
    }

    private void compareSets(String place, String keyword, JsonNode theirs, JsonNode ours) {
        Set<String> there = texts(theirs.path(keyword));
        Set<String> here = texts(ours.path(keyword));
        if (!there.equals(here)) {
            differences.add(place + ": " + keyword + " is " + there + " there, " + here + " here");
        }
    }

    private static JsonNode resolved(JsonNode schema) {
        JsonNode node = schema;
        while (node.has("$ref")) {
            String reference = node.get("$ref").asText();
            node = Schema.document("definitions").at(reference.substring(reference.indexOf('#') + 1));
        }
        if (node.has("allOf")) {
            ObjectNode merged = ((ObjectNode) resolved(node.get("allOf").get(0))).deepCopy();
            merged.setAll((ObjectNode) node);
            return merged;
        }
        return node;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return new TreeSet<>(names);
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).forEach(texts::add);
        return texts;
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.asText();
    }

    static Stream<String> kinds() {
        return KargoFiles.KINDS.keySet().stream().sorted();
    }
}
