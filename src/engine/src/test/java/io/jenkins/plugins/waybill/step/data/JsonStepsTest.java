package io.jenkins.plugins.waybill.step.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepRegistry;
import io.jenkins.plugins.waybill.step.StepResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonStepsTest {

    @TempDir
    Path directory;

    private StepRun promotion;

    @BeforeEach
    void open() throws Exception {
        promotion = StepRun.in(directory);
    }

    @AfterEach
    void close() throws Exception {
        promotion.close();
    }

    @Test
    void onlyTheValuesChangeAndTheCommitMessageListsThem() throws Exception {
        file("{\r\n  \"image\" : { \"tag\":\"1\" },\r\n\t\"replicas\": 2\r\n}");
        StepResult result = promotion.run(
                new JsonUpdateStep(),
                "path: values.json\nupdates: [{key: image.tag, value: v2}, {key: replicas, value: 1234567}]");
        assertThat(file()).isEqualTo("{\r\n  \"image\" : { \"tag\":\"v2\" },\r\n\t\"replicas\": 1234567\r\n}");
        assertThat(result.output())
                .isEqualTo(StepRun.yaml("commitMessage: \"Updated values.json\\n\\n- image.tag: \\\"v2\\\"\\n"
                        + "- replicas: 1234567\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": 1}|a|true|{\"a\": true}",
                "{\"a\": 1}|a|1.5|{\"a\": 1.5}",
                "{\"a\": 1}|a|12345678901234567890|{\"a\": 12345678901234567890}",
                "{\"a\": 1}|a|1.0e+25|{\"a\": 10000000000000000000000000}",
                "{\"a\": 1}|a|'q\"\\'|{\"a\": \"q\\\"\\\\\"}",
                "{\"a\": {\"b\": [1]}}|a|x|{\"a\": \"x\"}",
                "{\"a\": 1, \"a\": 2}|a|3|{\"a\": 3, \"a\": 2}",
                "{\"a\": 1}|b|2|{\"a\": 1,\"b\": 2}",
                "{ \"a\":1 }|b|2|{ \"a\":1, \"b\":2 }",
                "{}|a.b|1|{\"a\":{\"b\":1}}",
                "{}|a.1|1|{\"a\":[null,1]}",
                "{}|a.:1|1|{\"a\":{\"1\":1}}",
                "{}|a.-1|1|{\"a\":[1]}",
                "{\"a\": null}|a.b|1|{\"a\": {\"b\":1}}",
                "{\"a\": \"x\"}|a.0|1|{\"a\": [1]}",
                "[1, 2]|0|x|[\"x\", 2]",
                "[1, 2]|-1|3|[1, 2, 3]",
                "[1, 2]|3|4|[1, 2, null,4]",
                "[]|-1|3|[3]",
                "[{\"a\": 1}]|0.a|2|[{\"a\": 2}]",
                "{\"1\": 1}|1|2|{\"1\": 2}",
                "{\"a.b\": 1}|a\\.b|2|{\"a.b\": 2}",
                "{\"é\": \"\ud83d\ude80\", \"z\": -1.5e3}|z|0|{\"é\": \"\ud83d\ude80\", \"z\": 0}",
                "7|a|1|{\"a\":1}"
            })
    void keysThatAreMissingAreMade(String before, String key, String value, String after) throws Exception {
        file(before);
        update(key, value);
        assertThat(file()).isEqualTo(after);
    }

    @Test
    void whatIsAddedIsSpacedLikeTheLastOne() throws Exception {
        file("{\n  \"a\": [\n    1\n  ]\n}\n");
        update("a.-1", "2");
        update("b", "x");
        assertThat(file()).isEqualTo("{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": \"x\"\n}\n");
        file("");
        update("a", "1");
        assertThat(file()).isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]|x|2|values.json: 'x', wanted for 'x', is no index of a list; give a number from 0, or -1 to add to the list.",
                "[1]|:0|2|values.json: '0', wanted for ':0', is no index of a list; give a number from 0, or -1 to add to the list.",
                "[1]|2000|2|values.json: '2000' would fill a list up with 1999 nulls; at most 1000 are written. Check the index, or write it as ':number' if it is a key.",
                "{}|a|null|The value for 'a' is null; json-update sets strings, numbers and booleans only.",
                "{}|a|[1]|The value for 'a' is a list; json-update sets strings, numbers and booleans only.",
                "{}|a|{b: 1}|The value for 'a' is a map; json-update sets strings, numbers and booleans only.",
                "{}|a..b|1|'a..b' is no key: a part is empty."
            })
    void whatCannotBeSetIsToldAndNothingIsWritten(String before, String key, String value, String message)
            throws Exception {
        file(before);
        assertThatThrownBy(() -> update(key, value))
                .isInstanceOf(StepFailure.class)
                .hasMessage(message);
        assertThat(file()).isEqualTo(before);
    }

    @Test
    void aFileThatIsMissingOrNoJsonIsTold() throws Exception {
        assertThatThrownBy(() -> update("a", "1")).hasMessageContaining("There is no file 'values.json'");
        assertThatThrownBy(() -> parse("a")).hasMessageContaining("There is no file 'values.json'");
        file("{\n\"a\": ]}");
        assertThatThrownBy(() -> update("a", "1")).hasMessageStartingWith("values.json:2 is no JSON: Unexpected");
        assertThatThrownBy(() -> parse("a")).hasMessageStartingWith("values.json is not JSON: ");
        file("{} {}");
        assertThatThrownBy(() -> update("a", "1"))
                .hasMessage("values.json:1 is no JSON: there is something after the value");
        file("[".repeat(100_000));
        assertThatThrownBy(() -> update("a", "1")).isInstanceOf(StepFailure.class);
        file(" \n");
        assertThatThrownBy(() -> parse("a")).hasMessage("values.json is empty; there is nothing to read.");
    }

    @Test
    void valuesAreReadByExpressions() throws Exception {
        file("{\"app\": {\"version\": \"1.2.3\", \"ports\": [80, 443]}, \"big\": 1234567}");
        StepResult result = promotion.run(
                new JsonParseStep(),
                "path: values.json\noutputs: [{name: v, fromExpression: 'app.version + \"-x\"'},"
                        + " {name: p, fromExpression: 'app.ports[1]'}, {name: none, fromExpression: 'app.none'},"
                        + " {name: b, fromExpression: big}, {name: l, fromExpression: app.ports}]");
        assertThat(result.output().toString())
                .isEqualTo("{\"v\":\"1.2.3-x\",\"p\":443,\"none\":null,\"b\":1234567,\"l\":[80,443]}");
        assertThatThrownBy(() -> parse("app."))
                .isInstanceOf(StepFailure.class)
                .hasMessageStartingWith("output 'x' cannot be read from values.json: ");
    }

    @Test
    void aDocumentThatIsNoMapIsReadAsTheEnvironment() throws Exception {
        file("[{\"a\": 1}, {\"a\": 2}]");
        assertThat(parse("$env[1].a").output().get("x").asInt()).isEqualTo(2);
        assertThat(parse("len($env)").output().get("x").asInt()).isEqualTo(2);
        file("7");
        assertThat(parse("$env + 1").output().get("x").asInt()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json-update|{}",
                "json-update|{path: x, updates: []}",
                "json-update|{path: x, updates: [{key: a}]}",
                "json-update|{path: x, updates: [{key: '', value: 1}]}",
                "json-parse|{path: x}",
                "json-parse|{path: x, outputs: []}",
                "json-parse|{path: x, outputs: [{name: a}]}",
                "json-parse|{path: x, outputs: [{name: a, fromExpression: ''}]}"
            })
    void wrongConfigsAreRefused(String step, String config) {
        PromotionStep known = StepRegistry.standard().find(step).orElseThrow();
        assertThat(known.schema().violations(StepRun.yaml(config))).isNotEmpty();
    }

    private StepResult update(String key, String value) throws Exception {
        return promotion.run(
                new JsonUpdateStep(), "path: values.json\nupdates:\n- key: '" + key + "'\n  value: " + value + "\n");
    }

    private StepResult parse(String expression) throws Exception {
        return promotion.run(
                new JsonParseStep(), "path: values.json\noutputs: [{name: x, fromExpression: '" + expression + "'}]");
    }

    private void file(String text) throws Exception {
        promotion.workspace().write("values.json", text.getBytes(StandardCharsets.UTF_8));
    }

    private String file() throws Exception {
        return new String(promotion.workspace().read("values.json"), StandardCharsets.UTF_8);
    }
}
