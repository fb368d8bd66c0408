package io.jenkins.plugins.waybill.step.approval;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Identity;
import io.jenkins.plugins.waybill.model.Involvement;
import io.jenkins.plugins.waybill.model.Question;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The steps that ask people, from their configs to their questions and outputs. */
class ApprovalStepsTest {

    private static final String FORM = """
            display: What is new?
            responders:
            - {claim: groups, value: release}
            schema:
              type: object
              required: [summary]
              additionalProperties: false
              properties:
                summary: {type: string, minLength: 1, pattern: '^[A-Z]'}
                urgent: {type: boolean}
            """;

    @TempDir
    Path home;

    private StepRun promotion;

    @BeforeEach
    void begin() throws Exception {
        promotion = StepRun.in(home);
    }

    @AfterEach
    void end() throws Exception {
        promotion.close();
    }

    private static ApprovalResponse filledIn(Identity by, String yaml) {
        return new ApprovalResponse(
                "get-user-input",
                by.actor(),
                true,
                "",
                Instant.parse("2026-05-01T12:30:00Z"),
                by,
                null,
                (ObjectNode) StepRun.yaml(yaml),
                StepRun.CHANGE);
    }

    private static ApprovalResponse yes(String user, String group, String at, String change) {
        Identity by = Identity.user(user, List.of(group));
        return new ApprovalResponse(
                "wait-for-approval", by.actor(), true, "", Instant.parse(at), by, null, null, change);
    }

    @Test
    void inputIsAskedForWithItsFormAndHandedOn() throws Exception {
        StepResult asked = promotion.runOnce(new GetUserInputStep(), FORM);
        assertThat(asked.message()).isEqualTo("Waits for input from group release: What is new?");
        assertThat(asked.question()).isNotNull();
        assertThat(asked.question().kind()).isEqualTo(Question.Kind.INPUT);
        assertThat(asked.question().form()).isEqualTo(StepRun.yaml(FORM).get("schema"));

        Identity rae = Identity.user("rae", List.of("release"));
        promotion.answered(List.of(
                filledIn(Identity.user("eve", List.of()), "{summary: Stranger}"),
                filledIn(rae, "{summary: lower case}"),
                filledIn(rae, "{summary: New checkout, urgent: true}")));
        StepResult done = promotion.runOnce(new GetUserInputStep(), FORM);

        assertThat(done.output().toString())
                .isEqualTo("{\"values\":{\"summary\":\"New checkout\",\"urgent\":true},\"respondedBy\":\"user:rae\","
                        + "\"respondedAt\":\"2026-05-01T12:30:00Z\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "schema: {type: string}|The root of the form's schema must have 'type: object', because what people"
                        + " submit is a set of named fields; it has 'type: string'.",
                "schema: {}|The root of the form's schema must have 'type: object', because what people submit is a set"
                        + " of named fields; it has no type.",
                "schema: {type: object, $schema: 'https://json-schema.org/draft/2020-12/schema'}|The form's schema says"
                        + " '$schema: https://json-schema.org/draft/2020-12/schema'; drafts 4, 6 and 7 can be used.",
                "schema: {type: object, properties: {a: {pattern: '(?=a)'}}}|The form's schema cannot be used: the"
                        + " pattern '(?=a)' is not one of RE2: error parsing regexp: invalid or unsupported Perl syntax: `(?=`"
            })
    void aFormThatCannotBeUsedFailsTheStepWithTheReason(String config, String message) {
        assertThatThrownBy(() -> promotion.runOnce(new GetUserInputStep(), config))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isTrue())
                .hasMessageStartingWith(message);
    }

    @Test
    void aFormNeverReachesOutForAnotherSchema() {
        assertThatThrownBy(() -> promotion.runOnce(
                        new GetUserInputStep(),
                        "schema: {type: object, properties: {a: {$ref: 'http://127.0.0.1:1/x'}}}"))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("The form's schema cannot be used");
    }

    @Test
    void twoOfOperationsAndOneOfSecurityAreThreePeople() throws Exception {
        String config = """
                approvers:
                - {claim: groups, value: operations, minApprovals: 2}
                - {claim: groups, value: security, minApprovals: 1}
                """;
        String noon = "2026-05-01T12:00:00Z";
        promotion.answered(
                List.of(yes("ola", "operations", noon, StepRun.CHANGE), yes("sam", "security", noon, StepRun.CHANGE)));
        StepResult waiting = promotion.runOnce(new WaitForApprovalStep(), config);
        assertThat(waiting.message()).isEqualTo("Not approved yet: 1 of 2 from group operations, 1 more needed.");

        promotion.answered(List.of(
                yes("ola", "operations", noon, StepRun.CHANGE),
                yes("sam", "security", noon, StepRun.CHANGE),
                yes("otto", "operations", noon, StepRun.CHANGE)));
        assertThat(promotion.runOnce(new WaitForApprovalStep(), config).question())
                .isNull();
        assertThat(promotion.log()).contains("Approved by ola, sam, otto.");
    }

    @Test
    void anApprovalOfSomethingElseHasLapsedAndAnOldOneHasExpired() throws Exception {
        promotion.answered(List.of(yes("ola", "operations", "2026-05-01T12:00:00Z", "another change")));
        assertThat(promotion.runOnce(new WaitForApprovalStep(), "").message())
                .endsWith("The approval by ola has lapsed: what would happen now is not what was approved.");

        promotion.answered(List.of(yes("ola", "operations", "2026-04-01T12:00:00Z", StepRun.CHANGE)));
        assertThat(promotion
                        .runOnce(new WaitForApprovalStep(), "approvalsExpireAfter: 24h")
                        .message())
                .endsWith("The approval by ola has expired at 2026-04-02T12:00:00Z.");
    }

    @Test
    void authorsAndStartersMayNotApproveWhereDutiesAreSeparated() throws Exception {
        promotion
                .involving(new Involvement(null, List.of("Ola Nordmann <OLA@example.com>"), Actor.user("pia")))
                .answered(List.of(new ApprovalResponse(
                        "wait-for-approval",
                        Actor.user("o123"),
                        true,
                        "",
                        Instant.parse("2026-05-01T12:00:00Z"),
                        Identity.user("o123", List.of()).withClaim("email", "ola@example.com"),
                        null,
                        null,
                        StepRun.CHANGE)));

        StepResult waiting = promotion.runOnce(new WaitForApprovalStep(), "separationOfDuties: [committer, promoter]");

        assertThat(waiting.message())
                .isEqualTo("Not approved yet: 0 of 1 given, 1 more needed from anyone who may approve in this Stage."
                        + " o123 committed a change in it, so somebody else must approve (separation of duties).");
    }

    @Test
    void aTimeThatIsNoneIsToldWithWhatIsExpected() {
        assertThatThrownBy(() -> promotion.runOnce(new WaitForApprovalStep(), "approvalsExpireAfter: 0s"))
                .hasMessage("approvalsExpireAfter is '0s'; expected a time such as 24h or 90m.");
    }
}
