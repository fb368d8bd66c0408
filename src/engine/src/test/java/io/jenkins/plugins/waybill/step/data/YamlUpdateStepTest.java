package io.jenkins.plugins.waybill.step.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.step.StepFailure;
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

class YamlUpdateStepTest {

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
    void onlyTheValueChanges() throws Exception {
        file("# head\r\nimage:\r\n  tag: 1.0 # promoted\r\n  pull: Always\r\n");
        StepResult result = update("image.tag", "'v2'");
        assertThat(file()).isEqualTo("# head\r\nimage:\r\n  tag: v2 # promoted\r\n  pull: Always\r\n");
        assertThat(result.output().get("commitMessage").asText())
                .isEqualTo("Updated values.yaml\n\n- image.tag: \"v2\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1|a|2|a: 2",
                "a: 1 # c|a|'x y'|a: x y # c",
                "a: 'it'|a|\"it's\"|a: 'it''s'",
                "a: \"x\"|a|'y'|a: \"y\"",
                "a: x|a|'42'|a: \"42\"",
                "a: x|a|'1.20'|a: \"1.20\"",
                "a: x|a|'true'|a: \"true\"",
                "a: x|a|'no'|a: \"no\"",
                "a: x|a|'t'|a: \"t\"",
                "a: x|a|'null'|a: \"null\"",
                "a: x|a|''|a: \"\"",
                "a: x|a|'2026-05-01'|a: \"2026-05-01\"",
                "a: x|a|'12:30:45'|a: \"12:30:45\"",
                "a: x|a|'0x10'|a: \"0x10\"",
                "a: x|a|'0b101'|a: \"0b101\"",
                "a: x|a|'0o17'|a: \"0o17\"",
                "a: x|a|0bad3d8ad2fb72aad1aca4d40acde5388d6f8a61|a: 0bad3d8ad2fb72aad1aca4d40acde5388d6f8a61",
                "a: x|a|'1e3'|a: \"1e3\"",
                "a: x|a|'12345e6'|a: \"12345e6\"",
                "a: x|a|'# no comment'|a: \"# no comment\"",
                "a: x|a|'k: v'|a: \"k: v\"",
                "a: x|a|'- x'|a: \"- x\"",
                "a: x|a|'*alias'|a: \"*alias\"",
                "a: x|a|1234567|a: 1234567",
                "a: x|a|12345678901234567890|a: 12345678901234567890",
                "a: x|a|1.5|a: 1.5",
                "a: x|a|true|a: true",
                "a: x|a|null|a: null",
                "a: \"x\"|a|7|a: 7",
                "{a: 1, b: 2}|b|3|{a: 1, b: 3}",
                "{a: 1, b: 2}|a|'x,y'|{a: \"x,y\", b: 2}",
                "a: [1, 2, 3]|a.1|9|a: [1, 9, 3]",
                "a:|a|1|a: 1",
                "a: # later|a|1|a: 1 # later",
                "a: &x 1|a|2|a: &x 2",
                "a: !!str 1|a|'z'|a: !!str z",
                "a: !!str 1|a|2|a: 2",
                "a: !!int 1|a|'x'|a: x",
                "a: !!str &x 1 # c|a|true|a: &x true # c",
                "a: &x !!int '1'|a|'z'|a: &x 'z'",
                "a: !own 1|a|'z'|a: !own z",
                "a: &x|a|1|a: &x 1",
                "a: &x # c|a|1|a: &x 1 # c",
                "a: !!str|a|'z'|a: !!str z",
                "- 1\\n-\\n- 3|1|2|- 1\\n- 2\\n- 3",
                "{a: , b: 1}|a|2|{a: 2 , b: 1}",
                "{a: 1, \"b\":}|b|2|{a: 1, \"b\": 2}",
                "a: x|a|9007199254740991|a: 9007199254740991",
                "a.b: 1|a\\.b|2|a.b: 2",
                "'1': x|:1|'z'|'1': z",
                "ü: ä # ö|ü|'é'|ü: é # ö"
            })
    void valuesAreWrittenSoThatTheyReadBackTheSame(String before, String key, String value, String after)
            throws Exception {
        file(before.replace("\\n", "\n") + "\n");
        update(key, value);
        assertThat(file()).isEqualTo(after.replace("\\n", "\n") + "\n");
    }

    @Test
    void severalChangesOnOneLineAllCount() throws Exception {
        file("images: {a: 1, b: 2, c: 3}\n");
        promotion.run(
                new YamlUpdateStep(),
                "path: values.yaml\nupdates: [{key: images.a, value: 7}, {key: images.c, value: 9}, {key: images.a,"
                        + " value: 8}]");
        assertThat(file()).isEqualTo("images: {a: 8, b: 2, c: 9}\n");
    }

    @Test
    void theLastOfSeveralValuesForOneKeyWinsWhateverItsTag() throws Exception {
        file("a: !!str 1\n");
        promotion.run(new YamlUpdateStep(), "path: values.yaml\nupdates: [{key: a, value: 2}, {key: a, value: z}]");
        assertThat(file()).isEqualTo("a: !!str z\n");
    }

    @Test
    void listsAreAddressedByIndex() throws Exception {
        file("list:\n- name: a\n  tag: 1\n- name: b\n  tag: 2\n");
        update("list.1.tag", "'x'");
        assertThat(file()).isEqualTo("list:\n- name: a\n  tag: 1\n- name: b\n  tag: x\n");
    }

    @Test
    void blockAndMultiLineScalarsAreReplacedWhole() throws Exception {
        file("a: |\n  one\n  two\nb: >-\n  x\n  y\n\n# end\nc: plain\n  goes on\nd: 1\n");
        promotion.run(
                new YamlUpdateStep(),
                "path: values.yaml\nupdates: [{key: a, value: p}, {key: b, value: q}, {key: c, value: r}]");
        assertThat(file()).isEqualTo("a: p\nb: q\n\n# end\nc: r\nd: 1\n");
    }

    @Test
    void onlyTheFirstDocumentIsAddressed() throws Exception {
        file("a: 1\n---\na: 2\n");
        update("a", "3");
        assertThat(file()).isEqualTo("a: 3\n---\na: 2\n");
    }

    @Test
    void linesOfTextAreQuoted() throws Exception {
        file("a: x\n");
        update("a", "\"one\\ntwo\\t\\u0007\"");
        assertThat(StepRun.yaml(file()).get("a").asText()).isEqualTo("one\ntwo\t\u0007");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1|b|values.yaml:1:1: there is no key 'b', wanted for 'b'. yaml-update changes values that exist; add the key to the file first.",
                "a: {b: 1}|a|values.yaml:1:4: 'a' is a map, not a single value. Address a value inside it.",
                "a: [1]|a.1|values.yaml:1:4: 'a.1' is no element of a list of 1; give an index from 0.",
                "a: [1]|a.x|values.yaml:1:4: 'a.x' is no element of a list of 1; give an index from 0.",
                "a: 1|a.b|values.yaml:1:4: 'a.b' is not there, because what is above it is a single value.",
                "x: &v 1\\na: *v|a|values.yaml:2:1: 'a' is an alias of a value at line 1; set the value there instead.",
                "a: [&v 1, 2, *v]|a.2|values.yaml:1:4: 'a.2' is an alias of a value at line 1; set the value there instead.",
                "a: [&v {x: 1}, *v]|a.1.x|values.yaml:1:4: 'a.1' is an alias of a value at line 1; set the value there instead.",
                "a: {x: &v 1, y: *v}|a.y|values.yaml:1:14: 'a.y' is an alias of a value at line 1; set the value there instead.",
                "{a, b: 1}|a|values.yaml:1:2: 'a' has no value and no ':' to put one after; write it as 'a: null' first.",
                "a: 1|a..b|'a..b' is no key: a part is empty.",
                "a: 1|a\\b|'a\\b' is no key: a backslash may only stand before '.' or ':'.",
                "a: 1|a:b|'a:b' is no key: ':' may only begin a part; write '\\:' for the character itself."
            })
    void whatCannotBeSetIsToldWithItsPlace(String before, String key, String message) {
        assertThatThrownBy(() -> {
                    file(before.replace("\\n", "\n") + "\n");
                    update(key, "2");
                })
                .isInstanceOf(StepFailure.class)
                .hasMessage(message);
    }

    @Test
    void aMissingFileANonYamlFileAndAnEmptyOneAreTold() throws Exception {
        assertThatThrownBy(() -> update("a", "1")).hasMessageContaining("There is no file 'values.yaml'");
        file("a: [1\n");
        assertThatThrownBy(() -> update("a", "1")).hasMessageContaining("values.yaml is no YAML");
        file("");
        assertThatThrownBy(() -> update("a", "1")).hasMessageContaining("values.yaml is empty");
        promotion.workspace().write("values.yaml", new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});
        assertThatThrownBy(() -> update("a", "1")).hasMessage("'values.yaml' is not UTF-8 text.");
    }

    @Test
    void mapsAndListsAreNoValues() throws Exception {
        file("a: 1\n");
        assertThatThrownBy(() -> update("a", "{x: 1}"))
                .hasMessage("The value for 'a' is a map; yaml-update sets strings, numbers, booleans and null only.");
        assertThat(file()).isEqualTo("a: 1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{path: x}",
                "{path: x, updates: []}",
                "{path: x, updates: [{key: a}]}",
                "{path: x, updates: [{value: a}]}",
                "{path: '', updates: [{key: a, value: 1}]}",
                "{path: x, updates: [{key: a, value: 1, more: 2}]}"
            })
    void wrongConfigsAreRefused(String yaml) {
        assertThat(new YamlUpdateStep().schema().violations(StepRun.yaml(yaml))).isNotEmpty();
    }

    private StepResult update(String key, String value) throws Exception {
        return promotion.run(
                new YamlUpdateStep(), "path: values.yaml\nupdates:\n- key: '" + key + "'\n  value: " + value + "\n");
    }

    private void file(String text) throws Exception {
        promotion.workspace().write("values.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private String file() throws Exception {
        return new String(promotion.workspace().read("values.yaml"), StandardCharsets.UTF_8);
    }
}
