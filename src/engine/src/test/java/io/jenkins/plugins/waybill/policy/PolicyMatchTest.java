package io.jenkins.plugins.waybill.policy;

import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.model.LabelSelector;
import io.jenkins.plugins.waybill.model.PromotionPolicy;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.jenkins.plugins.waybill.policy.Sample.direct;
import static io.jenkins.plugins.waybill.policy.Sample.project;
import static io.jenkins.plugins.waybill.policy.Sample.stage;
import static org.assertj.core.api.Assertions.assertThat;

class PolicyMatchTest {

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "prod-eu, true",
        "prod, false",
        "glob:prod-*, true",
        "glob:prod-??, true",
        "'glob:{dev,prod}-eu', true",
        "glob:[^d]*, true",
        "glob:prod, false",
        "regex:eu, true",
        "regexp:^prod-, true",
        "regex:^eu, false",
    })
    void aNameSelectorIsExactOrAPattern(String selector, boolean selects) {
        Stage stage = stage("prod-eu", direct());

        assertThat(PolicyMatch.of(project(List.of(policy(selector, true)), stage), stage)
                        .autoPromotionEnabled())
                .isEqualTo(selects);
    }

    @Test
    void theFirstMatchingPolicyDecidesEvenIfALaterOneMatchesToo() {
        Stage stage = stage("prod", direct());

        PolicyMatch match =
                PolicyMatch.of(project(List.of(policy("glob:p*", false), policy("prod", true)), stage), stage);

        assertThat(match.autoPromotionEnabled()).isFalse();
        assertThat(match.explanation()).contains("does not promote 'prod'");
    }

    @Test
    void nameAndLabelsMustBothMatch() {
        Stage stage = stage("prod", direct());
        PromotionPolicy otherTier = new PromotionPolicy(
                "prod", new LabelSelector(Map.of("tier", "test"), List.of()), true, SourcePosition.NONE);

        assertThat(PolicyMatch.of(project(List.of(otherTier), stage), stage).policy())
                .isNull();
    }

    private static PromotionPolicy policy(String name, boolean enabled) {
        return new PromotionPolicy(name, LabelSelector.EVERYTHING, enabled, SourcePosition.NONE);
    }
}
