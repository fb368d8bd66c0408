package io.jenkins.plugins.waybill.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.manifest.Manifests;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class BlockYamlTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Example
    void a_manifest_looks_as_if_people_had_written_it() throws Exception {
        JsonNode document = JSON.readTree("""
                {"kind": "Stage", "spec": {"steps": [{"uses": "http", "config": {"body": "a\\nb\\n", "url": "${{ vars.url }}"}},
                {"uses": "fail"}], "shard": "", "empty": {}, "none": [], "count": 3, "word": "yes", "nested": [[1, 2], []]}}
                """);

        assertThat(BlockYaml.text(document)).isEqualTo("""
                kind: Stage
                spec:
                  steps:
                  - uses: http
                    config:
                      body: |
                        a
                        b
                      url: "${{ vars.url }}"
                  - uses: fail
                  shard: ""
                  empty: {}
                  none: []
                  count: 3
                  word: "yes"
                  nested:
                  -
                    - 1
                    - 2
                  - []
                """);
    }

    @Property(tries = 500)
    void what_is_written_is_read_back_the_same(@ForAll("texts") String key, @ForAll("texts") String value) {
        ObjectNode document = JSON.createObjectNode();
        document.put("apiVersion", "v1")
                .put("kind", "ConfigMap")
                .putObject("metadata")
                .put("name", "a");
        document.putObject("data").put("k" + key, value);
        document.putArray("list")
                .addObject()
                .put("a", value)
                .putArray("b")
                .add(value)
                .add(true);

        assertThat(Manifests.read("m.yaml", BlockYaml.text(document)).documents())
                .singleElement()
                .satisfies(read -> assertThat(read.json()).isEqualTo(document));
    }

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars(" \n\t:#-'\"{}[]$%&*!|>?,@`~yesno0123456789.eé\\")
                        .ofMaxLength(12),
                Arbitraries.of(
                        "yes",
                        "no",
                        "~",
                        "1_000",
                        "0x1f",
                        "1e3",
                        "a: b",
                        "- a",
                        "# a",
                        "a #b",
                        "|",
                        "true",
                        "=",
                        "2026-01-31",
                        "12:30",
                        "\uD83D\uDE80",
                        " a",
                        "a ",
                        "line\nline",
                        "line\n\nline\n",
                        "---",
                        "..."));
    }
}
