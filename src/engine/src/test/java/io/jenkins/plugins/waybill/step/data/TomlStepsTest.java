package io.jenkins.plugins.waybill.step.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepRegistry;
import io.jenkins.plugins.waybill.step.StepResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TomlStepsTest {

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
        String before = "# top\r\ntitle = \"x\"   # name\r\n\r\n[image]\r\n  tag='1'# pinned\r\nreplicas = 2\r\n"
                + "[[env]]\r\nname = \"a\"\r\n[[env]]\r\nname = \"b\"\r\nports = [ 80, 443, ] # tls\r\n";
        file(before);
        StepResult result = promotion.run(
                new TomlUpdateStep(),
                "path: app.toml\nupdates: [{key: image.tag, value: v2}, {key: image.replicas, value: 1234567},"
                        + " {key: env.1.ports.0, value: 8080}, {key: env.0.name, value: c}, {key: title, value: old},"
                        + " {key: title, value: 'q\"\\'}]");
        assertThat(file())
                .isEqualTo(before.replace("'1'", "'v2'")
                        .replace("= 2", "= 1234567")
                        .replace("80,", "8080,")
                        .replace("\"a\"", "\"c\"")
                        .replace("\"x\"", "\"q\\\"\\\\\""));
        assertThat(result.output().get("commitMessage").asText())
                .startsWith("Updated app.toml\n\n- image.tag: \"v2\"\n- image.replicas: 1234567\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a = 1|a|true|a = true",
                "a = true|a|x|a = \"x\"",
                "a = 1|a|2.5|a = 2.5",
                "a = 1.0|a|2|a = 2.0",
                "a = 1e3|a|1.0e+25|a = 1.0e25",
                "a = 'x'|a|it's|a = \"it's\"",
                "a = 'x'|a|\"1\\n2\"|a = \"1\\n2\"",
                "a = '''x'''|a|y|a = 'y'",
                "a = \"\"\"x\\nz\"\"\"|a|y|a = \"y\"",
                "a = 1979-05-27 07:32:00Z # d|a|x|a = \"x\" # d",
                "a.b.\"c.d\" = 1|a.b.c\\.d|2|a.b.\"c.d\" = 2",
                "a = {b = 1, c = [{d = 2}]}|a.c.0.d|3|a = {b = 1, c = [{d = 3}]}",
                "\"1\" = {b = 1}|:1.b|2|\"1\" = {b = 2}",
                "1 = 1|1|2|1 = 2",
                "a = \"é\ud83d\ude80\" # x|a|v|a = \"v\" # x"
            })
    void valuesKeepTheirQuotesAndKind(String before, String key, String value, String after) throws Exception {
        file(before);
        update(key, value);
        assertThat(file()).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a = 1|b|2|app.toml: there is no key 'b', wanted for 'b'. toml-update changes values that exist; add the key to the file first.",
                "a = 1|a.b|2|app.toml: 'a.b' is not there, because what is above it is a single value.",
                "a = [1]|a|2|app.toml: 'a' is a list, not a single value. Address a value inside it.",
                "[a]|a|2|app.toml: 'a' is a table, not a single value. Address a value inside it.",
                "a = [1]|a.1|2|app.toml: 'a.1' is no element of a list of 1; give an index from 0.",
                "a = [1]|a.-1|2|app.toml: 'a.-1' is no element of a list of 1; give an index from 0.",
                "a = 1|a|null|The value for 'a' is null; toml-update sets strings, numbers and booleans only.",
                "a = 1|a|[1]|The value for 'a' is a list; toml-update sets strings, numbers and booleans only.",
                "a = 1|a|{b: 1}|The value for 'a' is a map; toml-update sets strings, numbers and booleans only."
            })
    void whatCannotBeSetIsToldAndNothingIsWritten(String before, String key, String value, String message)
            throws Exception {
        file(before);
        assertThatThrownBy(() -> update(key, value))
                .isInstanceOf(StepFailure.class)
                .hasMessage(message);
        assertThat(file()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a = |1:4 is no TOML: a value is missing.",
                "a = x|1:5 is no TOML: 'x' is no value; strings stand in quotes.",
                "a = 01|1:5 is no TOML: '01' is no value; strings stand in quotes.",
                "a = 99999999999999999999|1:5 is no TOML: '99999999999999999999' is no value; strings stand in quotes.",
                "a = 2026-02-30|1:5 is no TOML: '2026-02-30' is no value; strings stand in quotes.",
                "a 1|1:3 is no TOML: '=' after a key is missing.",
                "= 1|1:1 is no TOML: a key is missing before '='.",
                "a = 1 b = 2|1:7 is no TOML: there is something behind the end of the value.",
                "a = 1\\na = 2|2:1 is no TOML: 'a' is defined already.",
                "[a]\\n[a]|2:4 is no TOML: 'a' is defined already; a table has one header.",
                "a = 1\\n[a]|2:4 is no TOML: 'a' is defined already; a table has one header.",
                "a = [1]\\n[[a]]|2:6 is no TOML: 'a' is defined already and is no list of tables.",
                "a = {}\\n[a.b]|2:6 is no TOML: 'a' is defined already and is no table that can be added to.",
                "[a.b]\\n[a]\\nb.c = 1|3:1 is no TOML: 'b' is defined already; a dotted key cannot add to it.",
                "a = {b = 1}\\na.c = 2|2:1 is no TOML: 'a' is defined already; a dotted key cannot add to it.",
                "a = [1|1:7 is no TOML: ',' or ']' in a list is missing.",
                "a = {b = 1|1:11 is no TOML: ',' or '}' in a table is missing.",
                "a = {b = 1,}|1:12 is no TOML: a key is missing before '='.",
                "[a|1:3 is no TOML: the end of the header is missing.",
                "a = 'x|1:7 is no TOML: the closing quote of a string is missing.",
                "a = \"\"\"x|1:9 is no TOML: the closing quote of a string is missing.",
                "a = \"\\q\"|1:6 is no TOML: there is no escape '\\q'.",
                "a = \"\\uD800\"|1:6 is no TOML: an escape names no character.",
                "\"\"\"a\"\"\" = 1|1:1 is no TOML: a key cannot have several lines."
            })
    void whatIsNoTomlIsToldWithItsPlace(String text, String message) throws Exception {
        file(text.replace("\\n", "\n"));
        assertThatThrownBy(() -> parse("a")).isInstanceOf(StepFailure.class).hasMessage("app.toml:" + message);
    }

    @Test
    void aFileThatIsMissingEmptyOrFarTooDeepIsTold() throws Exception {
        assertThatThrownBy(() -> parse("a")).hasMessageContaining("There is no file 'app.toml'");
        assertThatThrownBy(() -> update("a", "1")).hasMessageContaining("There is no file 'app.toml'");
        file(" \n");
        assertThatThrownBy(() -> parse("a")).hasMessage("app.toml is empty; there is nothing to read.");
        file("a = " + "[".repeat(100_000));
        assertThatThrownBy(() -> parse("a")).hasMessageContaining("nested more than 100 deep");
        file("a = \"\u0001\"");
        assertThatThrownBy(() -> parse("a")).hasMessageContaining("a control character stands there as itself");
    }

    @Test
    void documentsAreReadWhole() throws Exception {
        file("""
                # comment
                title = "TOML \\"x\\" \\u00e9"
                lit = 'C:\\new'
                multi = \"""
                one \\
                   two
                three""\"""
                raw = '''
                a'b''c'''
                int = +1_000
                hex = 0xdead_beef
                oct = 0o755
                bin = 0b11
                float = -1.5e3
                big = inf
                on = true
                when = 1979-05-27T07:32:00-07:00
                local = 1979-05-27 07:32:00.5
                day = 1979-05-27
                time = 07:32:00
                empty = []
                nested = [ [1, 2], # c
                  ["a", {b = {c = 1}}],
                ]
                "quoted key".sub = 1
                [a.b.c]
                x = 1
                [a]
                y = 2
                [a.d]
                [[list]]
                n = 1
                [[list]]
                n = 2
                [list.inner]
                z = 3
                [[list.deep]]
                w = 4
                """);
        StepResult result = promotion.run(new TomlParseStep(), """
                path: app.toml
                outputs:
                - {name: title, fromExpression: title}
                - {name: lit, fromExpression: lit}
                - {name: multi, fromExpression: multi}
                - {name: raw, fromExpression: raw}
                - {name: numbers, fromExpression: '[int, hex, oct, bin, float]'}
                - {name: on, fromExpression: on}
                - {name: times, fromExpression: '[when, local, day, time]'}
                - {name: year, fromExpression: when.Year()}
                - {name: lists, fromExpression: '[empty, nested]'}
                - {name: quoted, fromExpression: '$env["quoted key"].sub'}
                - {name: tables, fromExpression: a}
                - {name: list, fromExpression: list}
                - {name: none, fromExpression: nothing}
                """);
        assertThat(new ObjectMapper().readTree(result.output().toString()))
                .isEqualTo(StepRun.yaml("""
                        title: 'TOML "x" é'
                        lit: 'C:\\new'
                        multi: "one two\\nthree\\"\\""
                        raw: "a'b''c"
                        numbers: [1000, 3735928559, 493, 3, -1500]
                        on: true
                        times: ['1979-05-27T07:32:00-07:00', '1979-05-27T07:32:00.5', '1979-05-27', '07:32:00']
                        year: 1979
                        lists: [[], [[1, 2], [a, {b: {c: 1}}]]]
                        quoted: 1
                        tables: {b: {c: {x: 1}}, y: 2, d: {}}
                        list: [{n: 1}, {n: 2, inner: {z: 3}, deep: [{w: 4}]}]
                        none: null
                        """).deepCopy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "toml-update|{}",
                "toml-update|{path: x, updates: []}",
                "toml-update|{path: x, updates: [{key: a}]}",
                "toml-parse|{path: x}",
                "toml-parse|{path: x, outputs: [{name: a}]}"
            })
    void wrongConfigsAreRefused(String text) {
        String[] parts = text.split("\\|");
        assertThat(StepRegistry.standard().find(parts[0]).orElseThrow().schema().violations(StepRun.yaml(parts[1])))
                .isNotEmpty();
    }

    private StepResult update(String key, String value) throws Exception {
        return promotion.run(
                new TomlUpdateStep(), "path: app.toml\nupdates:\n- key: '" + key + "'\n  value: " + value + "\n");
    }

    private StepResult parse(String expression) throws Exception {
        return promotion.run(
                new TomlParseStep(), "path: app.toml\noutputs: [{name: x, fromExpression: '" + expression + "'}]");
    }

    private void file(String text) throws Exception {
        promotion.workspace().write("app.toml", text.getBytes(StandardCharsets.UTF_8));
    }

    private String file() throws Exception {
        return new String(promotion.workspace().read("app.toml"), StandardCharsets.UTF_8);
    }
}
