package io.jenkins.plugins.waybill.verification;

import java.time.Duration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.expression.GoJson;
import io.jenkins.plugins.waybill.model.Verification.Phase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConditionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5           |                                  |                | SUCCESSFUL",
                "5           | result < 6                       |                | SUCCESSFUL",
                "5           | result < 5                       |                | FAILED",
                "5           |                                  | result > 4     | FAILED",
                "5           |                                  | result > 5     | SUCCESSFUL",
                "5           | result < 3                       | result > 7     | INCONCLUSIVE",
                "2           | result < 3                       | result > 1     | FAILED",
                "[1,2]       | result[0] == 1 && len(result) == 2 |              | SUCCESSFUL",
                "[1,2]       | all(result, # < 2)               |                | FAILED",
                "{\"ok\":true} | result.ok                      |                | SUCCESSFUL",
                "\"7\"       | asInt(result) == 7               |                | SUCCESSFUL",
                "\"0.5\"     | asFloat(result) < 1              |                | SUCCESSFUL",
                "\"NaN\"     | isNaN(asFloat(result))           |                | SUCCESSFUL",
                "\"+Inf\"    | isInf(asFloat(result))           |                | SUCCESSFUL",
                "5           | isNaN(result) or result > 1      |                | SUCCESSFUL",
                "null        | default(result, 0) == 0          |                | SUCCESSFUL",
                "4           | default(result, 0) == 4          |                | SUCCESSFUL",
                "null        | isNil(result)                    |                | SUCCESSFUL",
                "\"healthy\" | result == 'healthy'              |                | SUCCESSFUL",
            })
    void a_value_is_judged(String result, @Nullable String success, @Nullable String failure, Phase phase)
            throws Exception {
        assertThat(judge(GoJson.parse(result.strip()), success, failure)).isEqualTo(phase);
    }

    @Test
    void a_condition_without_an_answer_is_an_error() {
        assertThatThrownBy(() -> judge(5.0, "result + 1", null))
                .hasMessage("successCondition 'result + 1' cannot be evaluated: it must say true or false, not '6.0'.");
        assertThatThrownBy(() -> judge(5.0, null, "result.x.y > 1"))
                .hasMessageStartingWith("failureCondition 'result.x.y > 1' cannot be evaluated: ");
        assertThatThrownBy(() -> judge(GoJson.parse("[]"), "result[0] < 1", null))
                .hasMessage("successCondition 'result[0] < 1' cannot be evaluated: the source returned no data.");
        assertThatThrownBy(() -> judge("seven", "asInt(result) == 7", null))
                .hasMessageContaining("asInt() cannot read 'seven' as a whole number");
    }

    private static Phase judge(@Nullable Object result, @Nullable String success, @Nullable String failure)
            throws AnalysisException {
        return Conditions.judge(
                new Metric(
                        "a",
                        null,
                        Duration.ZERO,
                        1,
                        0,
                        0,
                        0,
                        4,
                        success == null ? "" : success,
                        failure == null ? "" : failure,
                        "web",
                        JsonNodeFactory.instance.objectNode()),
                result);
    }
}
