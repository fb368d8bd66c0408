package io.jenkins.plugins.waybill.policy;

import java.time.Duration;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightRequest;
import io.jenkins.plugins.waybill.model.FreightStatus;
import io.jenkins.plugins.waybill.model.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.jenkins.plugins.waybill.policy.Sample.NOON;
import static io.jenkins.plugins.waybill.policy.Sample.all;
import static io.jenkins.plugins.waybill.policy.Sample.approved;
import static io.jenkins.plugins.waybill.policy.Sample.controlFlow;
import static io.jenkins.plugins.waybill.policy.Sample.direct;
import static io.jenkins.plugins.waybill.policy.Sample.freight;
import static io.jenkins.plugins.waybill.policy.Sample.nowIn;
import static io.jenkins.plugins.waybill.policy.Sample.oneOf;
import static io.jenkins.plugins.waybill.policy.Sample.project;
import static io.jenkins.plugins.waybill.policy.Sample.soaked;
import static io.jenkins.plugins.waybill.policy.Sample.stage;
import static io.jenkins.plugins.waybill.policy.Sample.verified;
import static org.assertj.core.api.Assertions.assertThat;

class EligibilityTest {

    private static final Freight NEW = freight("f1", 0);
    private static final Duration HOUR = Duration.ofHours(1);

    static Stream<Arguments> rules() {
        Freight inTest = verified(NEW, "test", null);
        Freight inBoth = verified(inTest, "uat", null);
        return Stream.of(
                rule("direct Freight needs nothing else", direct(), NEW, true),
                rule("soak time is ignored for direct Freight", soaked(direct(), HOUR), NEW, true),
                rule("not verified upstream", oneOf("test"), NEW, false),
                rule("verified in the only upstream", oneOf("test"), inTest, true),
                rule("one of: the other upstream does not matter", oneOf("uat", "test"), inTest, true),
                rule("one of: being somewhere else does not help", oneOf("uat"), inTest, false),
                rule("all: one is not enough", all("test", "uat"), inTest, false),
                rule("all: both", all("test", "uat"), inBoth, true),
                rule("all: an empty list passes", all(), NEW, true),
                rule("one of: an empty list does not", oneOf(), NEW, false),
                rule("approval outweighs verification", oneOf("test"), approved(NEW, "prod"), true),
                rule("approval outweighs soak time", soaked(oneOf("test"), HOUR), approved(inTest, "prod"), true),
                rule("approval for another Stage does not count", oneOf("test"), approved(NEW, "uat"), false),
                rule("in the upstream without verification", oneOf("test"), nowIn(NEW, "test", NOON), false),
                rule("soaked long enough once", soaked(oneOf("test"), HOUR), verified(NEW, "test", HOUR), true),
                rule(
                        "never soaked long enough",
                        soaked(oneOf("test"), HOUR),
                        verified(NEW, "test", HOUR.minusSeconds(1)),
                        false),
                rule(
                        "soaking long enough just now",
                        soaked(oneOf("test"), HOUR),
                        nowIn(inTest, "test", NOON.minus(HOUR)),
                        true),
                rule(
                        "one of: verified in one and soaked in the other is neither",
                        soaked(oneOf("test", "uat"), HOUR),
                        nowIn(inTest, "uat", NOON.minus(HOUR)),
                        false),
                rule(
                        "all: must have soaked in each",
                        soaked(all("test", "uat"), HOUR),
                        verified(verified(NEW, "test", HOUR), "uat", null),
                        false),
                rule(
                        "all: having soaked further downstream too does no harm",
                        soaked(all("test"), HOUR),
                        verified(verified(NEW, "test", HOUR), "prod", HOUR),
                        true));
    }

    private static Arguments rule(String name, FreightRequest request, Freight freight, boolean eligible) {
        return Arguments.of(name, stage("prod", request), freight, eligible);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void decides(String name, Stage prod, Freight freight, boolean eligible) {
        Eligibility answer = Eligibility.decide(project(prod, stage("test", direct())), prod, freight, NOON);

        assertThat(answer.eligible()).isEqualTo(eligible);
        assertThat(answer.reasons()).isNotEmpty();
        assertThat(answer.obstacles().isEmpty()).isEqualTo(eligible);
        assertThat(answer.reasons())
                .allSatisfy(reason -> assertThat(reason.explanation()).endsWith("."));
    }

    @Test
    void freightOfAnOriginThatIsNotRequestedIsRefusedEvenIfApproved() {
        Stage prod = stage("prod", direct());
        Freight foreign = approved(
                new Freight(
                        "shop",
                        "f9",
                        "stray",
                        FreightOrigin.warehouse("other"),
                        Artifacts.NONE,
                        NOON,
                        NEW.createdBy(),
                        FreightStatus.NEW),
                "prod");

        Eligibility answer = Eligibility.decide(project(prod), prod, foreign, NOON);

        assertThat(answer.eligible()).isFalse();
        assertThat(answer.obstacles())
                .singleElement()
                .asString()
                .contains("Warehouse/other", "It takes Freight from Warehouse/app");
    }

    @Test
    void anUnfinishedSoakSaysHowMuchIsLeftAndWhenItEnds() {
        Stage prod = stage("prod", soaked(oneOf("test"), HOUR));
        Freight soaking = nowIn(verified(NEW, "test", null), "test", NOON.minusSeconds(1_200));

        Eligibility answer = Eligibility.decide(project(prod, stage("test", direct())), prod, soaking, NOON);

        assertThat(answer.reasons())
                .filteredOn(reason -> reason.rule().equals("soak-time"))
                .singleElement()
                .satisfies(reason -> {
                    assertThat(reason.explanation()).isEqualTo("Soaked 20 min of the required 1 h in 'test'.");
                    assertThat(reason.satisfiedAt()).isEqualTo(NOON.plusSeconds(2_400));
                    assertThat(reason.remedy()).contains("2026-03-01T12:40:00Z");
                });
    }

    @Test
    void nothingCanSoakInAStageWithoutSteps() {
        Stage gate = controlFlow("gate", direct());
        Stage prod = stage("prod", soaked(oneOf("gate"), HOUR));

        Eligibility answer = Eligibility.decide(project(gate, prod), prod, verified(NEW, "gate", null), NOON);

        assertThat(answer.obstacles()).singleElement().asString().contains("no steps", "only approval helps");
    }

    @Test
    void anUpstreamThatDoesNotExistIsNamed() {
        Stage prod = stage("prod", oneOf("tset"));

        assertThat(Eligibility.decide(project(prod), prod, NEW, NOON).obstacles())
                .singleElement()
                .asString()
                .contains("There is no Stage 'tset'");
    }
}
