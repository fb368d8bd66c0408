package io.jenkins.plugins.waybill.model;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NamePatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prod        | prod      | true",
                "prod        | prod-eu   | false",
                "pr.d        | prod      | false",
                "glob:prod-* | prod-eu   | true",
                "glob:prod-* | prod      | false",
                "glob:*-e?   | prod-eu   | true",
                "glob:[a-c]* | beta      | true",
                "glob:[!a-c]*| beta      | false",
                "glob:[^a-c]*| prod      | true",
                "glob:{dev,qa}-* | qa-1  | true",
                "glob:{dev,qa}-* | uat-1 | false",
                "glob:a.b    | axb       | false",
                "regex:^prod | prod-eu   | true",
                "regex:eu    | prod-eu   | true",
                "regexp:eu$  | eu-prod   | false"
            })
    void a_name_is_exact_a_glob_or_a_regular_expression(String pattern, String name, boolean matches) {
        assertThat(NamePattern.parse(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prefix:a | 'prefix:' is no kind of pattern; expected glob:, regex: or regexp:",
                "regex:(  | missing closing ) in '('",
                "glob:[a  | missing ']' in '[a'",
                "glob:{a  | missing '}' in '{a'",
                "glob:a}  | '}' without '{' in 'a}'"
            },
            quoteCharacter = '`')
    void what_is_no_pattern_is_refused_with_the_reason(String pattern, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NamePattern.parse(pattern))
                .withMessage(reason);
    }
}
