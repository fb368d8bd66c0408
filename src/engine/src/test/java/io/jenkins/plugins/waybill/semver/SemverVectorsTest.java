package io.jenkins.plugins.waybill.semver;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.expression.RecordedVectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SemverVectorsTest {

    private static final List<JsonNode> VECTORS = RecordedVectors.of("semver.jsonl");

    @Test
    void versions_are_read_as_masterminds_reads_them() {
        List<String> differences = new ArrayList<>();
        vectors("version").forEach(vector -> {
            String text = vector.get("version").textValue();
            SemanticVersion version = SemanticVersion.tryParse(text);
            String expected = vector.has("text") ? vector.get("text").textValue() + vector.get("parts") : "none";
            String actual = version == null
                    ? "none"
                    : version + "[\"" + version.major() + "\",\"" + version.minor() + "\",\"" + version.patch()
                            + "\",\"" + version.prerelease() + "\",\"" + version.metadata() + "\"]";
            if (!expected.equals(actual)) {
                differences.add(text + ": expected " + expected + " but was " + actual);
            }
            if (vector.get("strict").booleanValue() != (SemanticVersion.tryParseStrictly(text) != null)) {
                differences.add(text + ": strict is " + vector.get("strict"));
            }
            if (vector.has("next") && version != null) {
                List<String> next = List.of(
                        version.nextMajor().original(),
                        version.nextMinor().original(),
                        version.nextPatch().original());
                if (!next.equals(texts(vector.get("next")))) {
                    differences.add(text + ": expected next " + vector.get("next") + " but was " + next);
                }
            }
        });
        assertThat(differences).isEmpty();
    }

    @Test
    void versions_are_ordered_as_masterminds_orders_them() {
        List<String> differences = new ArrayList<>();
        vectors("left").forEach(vector -> {
            String left = vector.get("left").textValue();
            String right = vector.get("right").textValue();
            int order = Integer.signum(SemanticVersion.parse(left).compareTo(SemanticVersion.parse(right)));
            if (order != vector.get("order").intValue()) {
                differences.add(left + " and " + right + ": expected " + vector.get("order") + " but was " + order);
            }
        });
        assertThat(differences).isEmpty();
    }

    @Test
    void constraints_admit_what_masterminds_admits() {
        List<String> versions = texts(VECTORS.get(0).get("versions"));
        List<String> differences = new ArrayList<>();
        vectors("constraint").forEach(vector -> {
            String text = vector.get("constraint").textValue();
            VersionConstraint constraint = VersionConstraint.tryParse(text);
            String expected = vector.has("error")
                    ? "error"
                    : texts(vector.get("admitted")).toString();
            String actual = constraint == null
                    ? "error"
                    : versions.stream()
                            .filter(version -> constraint.admits(SemanticVersion.parse(version)))
                            .toList()
                            .toString();
            if (!expected.equals(actual)) {
                differences.add("'" + text + "'\n    expected " + expected + "\n    but was  " + actual);
            }
        });
        assertThat(differences).isEmpty();
    }

    private static Stream<JsonNode> vectors(String field) {
        return VECTORS.stream().filter(vector -> vector.has(field));
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
