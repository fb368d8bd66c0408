package io.jenkins.plugins.waybill.manifest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class YamlScalarTest {

    /** Recorded from sigs.k8s.io/yaml v1.6.0, {@code YAMLToJSON("a: " + text)}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "yes true",
                "no false",
                "on true",
                "off false",
                "y true",
                "n false",
                "ON true",
                "tRue \"tRue\"",
                "~ null",
                "NULL null",
                "0777 511",
                "0o777 511",
                "0O17 15",
                "0x1F 31",
                "0b101 5",
                "-0b101 -5",
                "1_000 1000",
                "1__0 10",
                "1_ 1",
                "_1 \"_1\"",
                "007 7",
                "08 8",
                "0b \"0b\"",
                "0x \"0x\"",
                "0b2 \"0b2\"",
                "+1 1",
                "-0 0",
                "1.5 1.5",
                "1. 1",
                "1.0 1",
                ".5 0.5",
                "+.5 0.5",
                "..5 \"..5\"",
                "1e3 1000",
                "+12e03 12000",
                "1e \"1e\"",
                "685.230_15e+03 685230.15",
                "1e400 \"1e400\"",
                "0xFFFFFFFFFFFFFFFFF \"0xFFFFFFFFFFFFFFFFF\"",
                "9223372036854775808 9223372036854775808",
                "12345678901234567890 12345678901234567890",
                "18446744073709551616 1.8446744073709552E19",
                "1:30 \"1:30\"",
                "0.1.2 \"0.1.2\"",
                "2024-01-01 \"2024-01-01\"",
                "2024-01-01T00:00:00Z \"2024-01-01T00:00:00Z\"",
                "= \"=\"",
                "-x \"-x\""
            })
    void a_plain_word_means_what_kubernetes_tools_take_it_for(String text, String json) {
        assertThat(YamlScalar.resolve(text)).hasToString(json);
    }
}
