package io.jenkins.plugins.waybill.verification.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonPathTest {

    private static final String DOCUMENT = """
            {"kind": "List", "items": [
              {"name": "a", "size": 1, "ready": true, "labels": {"app.io/tier": "web"}},
              {"name": "b", "size": 2, "ready": false},
              {"name": "c", "size": 3, "ready": true, "size2": 9}]}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{$.kind}                            | \"List\"",
                "{.kind}                             | \"List\"",
                "$.kind                              | \"List\"",
                "{$.items[0].name}                   | \"a\"",
                "{$.items[-1:].name}                 | \"c\"",
                "{$.items[-1].name}                  | \"c\"",
                "{$.items[*].name}                   | \"a\" \"b\" \"c\"",
                "{$.items[0:2].size}                 | 1 2",
                "{$.items[0:3:2].size}               | 1 3",
                "{$.items[0,2].size}                 | 1 3",
                "{$['kind']}                         | \"List\"",
                "{$.items[0]['name','size']}         | \"a\" 1",
                "{$.items[0].labels.app\\.io/tier}   | \"web\"",
                "{$.items[0].labels['app.io/tier']}  | \"web\"",
                "{$..name}                           | \"a\" \"b\" \"c\"",
                "{$.items[?(@.size > 1)].name}       | \"b\" \"c\"",
                "{$.items[?(@.name == 'b')].size}    | 2",
                "{$.items[?(@.ready == true)].size}  | 1 3",
                "{$.items[?(@.size2)].name}          | \"c\"",
                "{$.items[?(@.size!=2)].name}        | \"a\" \"c\"",
                "{$.items[0].*}                      | \"a\" 1 true {\"app.io/tier\":\"web\"}",
            })
    void a_path_leads_to_values(String path, String values) throws Exception {
        JsonNode document = new ObjectMapper().readTree(DOCUMENT);

        assertThat(JsonPath.compile(path).all(document, document).stream()
                        .map(JsonNode::toString)
                        .toList())
                .isEqualTo(java.util.List.of(values.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "{kind}", "{$.}", "{$.a[}", "{$.a[b]}", "{$.a[?(@.x ==)]}", "{$.a[?(@.x]}", "{$.a} b"})
    void a_path_that_cannot_be_read_is_refused(String path) {
        assertThatThrownBy(() -> JsonPath.compile(path)).hasMessageContaining("cannot be read");
    }

    @Test
    void a_path_that_leads_nowhere_says_where_it_ends() throws Exception {
        JsonNode document = new ObjectMapper().readTree(DOCUMENT);

        assertThatThrownBy(() -> JsonPath.compile("{$.item}").first(document))
                .hasMessage("jsonPath '{$.item}': there is no 'item' in the answer; there is kind, items.");
        assertThatThrownBy(() -> JsonPath.compile("{$.items[3]}").first(document))
                .hasMessage("jsonPath '{$.items[3]}': there is no element 3 in a list of 3.");
        assertThatThrownBy(() -> JsonPath.compile("{$.items[?(@.size > 9)]}").first(document))
                .hasMessage("jsonPath '{$.items[?(@.size > 9)]}' finds nothing in the answer.");
    }
}
