package io.jenkins.plugins.waybill.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.model.AnalysisRun;
import io.jenkins.plugins.waybill.model.Measurement;
import io.jenkins.plugins.waybill.model.Verification.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AnalysisCourseTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final String WEB = "\"provider\": {\"web\": {\"url\": \"http://example.com\"}}";

    private Instant now = START;

    /** S successful, F failed, I inconclusive, E error; a second between two. */
    @ParameterizedTest(name = "{0} with {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "once, good            |                                                        | S      | Successful",
                "once, bad             |                                                        | F      | Failed",
                "once, neither         |                                                        | I      | Inconclusive",
                "error is tried again  |                                                        | E      | Running",
                "four errors           |                                                        | EEEE   | Running",
                "five errors           |                                                        | EEEEE  | Error",
                "an error in between   |                                                        | EEEES  | Successful",
                "no error allowed      | `consecutiveErrorLimit`: 0                             | E      | Error",
                "count not reached     | `count`: 3, `interval`: `1s`                           | SS     | Running",
                "count reached         | `count`: 3, `interval`: `1s`                           | SSS    | Successful",
                "errors do not count   | `count`: 3, `interval`: `1s`                           | SESES  | Successful",
                "one too many          | `count`: 5, `interval`: `1s`, `failureLimit`: 1        | FSF    | Failed",
                "just enough           | `count`: 3, `interval`: `1s`, `failureLimit`: 1        | FSS    | Successful",
                "for ever              | `interval`: `1s`                                       | SSSSSS | Running",
                "in a row              | `interval`: `1s`, `consecutiveSuccessLimit`: 2, `failureLimit`: -1 | SFSS | Successful",
                "not in a row          | `count`: 4, `interval`: `1s`, `consecutiveSuccessLimit`: 2, `failureLimit`: -1 | SFSF | Failed",
                "row against failures  | `count`: 4, `interval`: `1s`, `consecutiveSuccessLimit`: 2, `failureLimit`: 2 | SFSF | Inconclusive",
                "inconclusive allowed  | `count`: 2, `interval`: `1s`, `inconclusiveLimit`: 1   | IS     | Successful",
                "numbers as texts      | `count`: `2`, `interval`: `1s`, `failureLimit`: `1`    | FS     | Successful",
            })
    void measurements_lead_to_a_verdict(String name, String limits, String measured, String verdict) throws Exception {
        AnalysisCourse course = course("{\"name\": \"a\", " + fields(limits) + WEB + "}");

        for (char measurement : measured.toCharArray()) {
            course = measure(course, Map.of("a", measurement));
        }

        assertThat(course.run().phase().displayName()).isEqualTo(verdict);
        assertThat(course.run().finishedAt() != null).isEqualTo(!verdict.equals("Running"));
    }

    private static String fields(String limits) {
        return limits == null ? "" : limits.replace('`', '"').strip() + ", ";
    }

    @Test
    void the_message_names_the_metric_the_limit_and_what_was_measured() throws Exception {
        AnalysisCourse course = measure(course("{\"name\": \"a\", " + WEB + "}"), Map.of("a", 'F'));

        assertThat(course.run().message())
                .isEqualTo("Metric 'a' Failed: 1 failed (failureLimit 0). Last measured: F of a");
    }

    @Test
    void a_metric_waits_for_its_delay_and_then_for_its_interval() throws Exception {
        AnalysisCourse course =
                course("{\"name\": \"a\", \"initialDelay\": \"30s\", \"interval\": \"5m\", \"count\": 2, " + WEB + "}");

        assertThat(course.next()).contains(START.plusSeconds(30));
        assertThat(course.due(START.plusSeconds(29))).isEmpty();
        now = START.plusSeconds(30);
        course = measure(course, Map.of("a", 'S'));
        assertThat(course.next()).contains(now.plus(Duration.ofMinutes(5)));
        now = now.plus(Duration.ofMinutes(5));
        course = measure(course, Map.of("a", 'E'));
        assertThat(course.next()).as("soon after an error").contains(now.plusSeconds(10));
        course = measure(course, Map.of("a", 'S'));
        assertThat(course.next()).isEmpty();
        assertThat(course.run().metrics().get(0).count()).isEqualTo(2);
    }

    @Test
    void a_metric_that_fails_ends_the_others() throws Exception {
        AnalysisCourse course =
                course("{\"name\": \"a\", \"interval\": \"1s\", " + WEB + "}", "{\"name\": \"b\", " + WEB + "}");

        course = measure(course, Map.of("a", 'S', "b", 'F'));

        assertThat(course.run().phase()).isEqualTo(Phase.FAILED);
        assertThat(course.run().metric("a").orElseThrow().phase()).isEqualTo(Phase.SUCCESSFUL);
    }

    @Test
    void a_measurement_that_runs_is_finished_before_the_run_ends() throws Exception {
        AnalysisCourse course =
                course("{\"name\": \"a\", \"provider\": {\"job\": {}}}", "{\"name\": \"b\", " + WEB + "}");

        course = measure(course, Map.of("a", 'R', "b", 'F'));

        assertThat(course.run().phase()).isEqualTo(Phase.RUNNING);
        assertThat(course.isTerminating()).isTrue();
        assertThat(course.due(now)).singleElement().satisfies(due -> {
            assertThat(due.metric().name()).isEqualTo("a");
            assertThat(due.incomplete()).isNotNull();
        });
        course = measure(course, Map.of("a", 'I'));
        assertThat(course.run().phase()).isEqualTo(Phase.FAILED);
        assertThat(course.run().metric("a").orElseThrow().measurements()).hasSize(1);
    }

    @Test
    void a_dry_run_has_no_say() throws Exception {
        ObjectNode spec = spec("{\"name\": \"a\", " + WEB + "}", "{\"name\": \"try-b\", " + WEB + "}");
        spec.putArray("dryRun").addObject().put("metricName", "try-.*");
        AnalysisCourse course = course(spec);

        course = measure(course, Map.of("try-b", 'F'));
        assertThat(course.isTerminating()).isFalse();
        course = measure(course, Map.of("a", 'S'));

        assertThat(course.run().phase()).isEqualTo(Phase.SUCCESSFUL);
        assertThat(course.run().metric("try-b").orElseThrow()).satisfies(metric -> {
            assertThat(metric.dryRun()).isTrue();
            assertThat(metric.phase()).isEqualTo(Phase.FAILED);
        });
    }

    @Test
    void only_as_many_measurements_are_kept_as_the_template_says() throws Exception {
        ObjectNode spec = spec("{\"name\": \"a\", \"interval\": \"1s\", \"count\": 5, " + WEB + "}");
        spec.putArray("measurementRetention").addObject().put("metricName", "a").put("limit", 2);
        AnalysisCourse course = course(spec);

        for (int i = 0; i < 5; i++) {
            course = measure(course, Map.of("a", 'S'));
        }

        assertThat(course.run().phase()).isEqualTo(Phase.SUCCESSFUL);
        assertThat(course.run().metrics().get(0).successful()).isEqualTo(5);
        assertThat(course.run().metrics().get(0).measurements()).hasSize(2);
    }

    @Test
    void a_run_that_is_asked_to_stop_ends_aborted_unless_it_had_gone_wrong() throws Exception {
        AnalysisCourse course =
                measure(course("{\"name\": \"a\", \"interval\": \"1s\", " + WEB + "}"), Map.of("a", 'S'));
        AnalysisCourse fresh = course("{\"name\": \"a\", \"initialDelay\": \"1h\", " + WEB + "}");

        assertThat(stopped(course).run().phase()).isEqualTo(Phase.ABORTED);
        assertThat(stopped(fresh).run().phase()).isEqualTo(Phase.ABORTED);
    }

    private AnalysisCourse stopped(AnalysisCourse course) {
        return new AnalysisCourse(course.run().terminated(), course.spec()).assessed(now);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`count`: 2                                              | count 2 needs an interval",
                "`count`: 2, `interval`: `1s`, `failureLimit`: 3         | count 2 is less than failureLimit and consecutiveSuccessLimit together (3)",
                "`failureLimit`: -2                                      | failureLimit must be 0 or more, or -1",
                "`failureLimit`: -1                                      | failureLimit -1 needs a consecutiveSuccessLimit",
                "`consecutiveSuccessLimit`: -1                           | consecutiveSuccessLimit must be 0 or more",
                "`inconclusiveLimit`: -1                                 | inconclusiveLimit must be 0 or more",
                "`consecutiveErrorLimit`: -1                             | consecutiveErrorLimit must be 0 or more",
                "`count`: 1, `inconclusiveLimit`: 2                      | count 1 is less than inconclusiveLimit",
                "`count`: `many`                                         | count 'many' is no whole number",
                "`interval`: `soon`                                      | interval 'soon' is no duration such as 30s",
                "`initialDelay`: `5`                                     | initialDelay '5' is no duration such as 30s",
            })
    void limits_that_make_no_sense_are_refused(String limits, String message) {
        assertThatThrownBy(() -> course("{\"name\": \"a\", " + fields(limits) + WEB + "}"))
                .isInstanceOf(AnalysisException.class)
                .hasMessageContaining("Metric 'a': " + message);
    }

    @Test
    void specs_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> course()).hasMessageContaining("There is no metric to measure.");
        assertThatThrownBy(() -> course("{\"name\": \"a\", \"provider\": {}}"))
                .hasMessageContaining("exactly one provider; it names none");
        assertThatThrownBy(() -> course("{\"name\": \"a\", \"provider\": {\"web\": {}, \"job\": {}}}"))
                .hasMessageContaining("it names web and job");
        assertThatThrownBy(() -> {
                    ObjectNode spec = spec("{\"name\": \"a\", " + WEB + "}");
                    spec.putArray("dryRun").addObject().put("metricName", "b.*");
                    course(spec);
                })
                .hasMessageContaining("dryRun 'b.*' matches no metric; there are a.");
    }

    private static ObjectNode spec(String... metrics) throws Exception {
        return (ObjectNode) new ObjectMapper().readTree("{\"metrics\": [" + String.join(", ", metrics) + "]}");
    }

    private static AnalysisCourse course(String... metrics) throws Exception {
        return course(spec(metrics));
    }

    private static AnalysisCourse course(ObjectNode spec) throws AnalysisException {
        AnalysisRun run = new AnalysisRun(
                "shop", "dev", "run", "id", Map.of(), Map.of(), spec, Phase.RUNNING, "", START, null, false, List.of());
        return new AnalysisCourse(run, AnalysisSpec.of(spec, Map.of()));
    }

    private AnalysisCourse measure(AnalysisCourse course, Map<String, Character> measured) {
        Map<String, AnalysisCourse.Taken> taken = measured.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new AnalysisCourse.Taken(measurement(entry.getKey(), entry.getValue()), Map.of())));
        return course.after(taken, now);
    }

    private Measurement measurement(String metric, char kind) {
        Phase phase =
                switch (kind) {
                    case 'S' -> Phase.SUCCESSFUL;
                    case 'F' -> Phase.FAILED;
                    case 'I' -> Phase.INCONCLUSIVE;
                    case 'R' -> Phase.RUNNING;
                    default -> Phase.ERROR;
                };
        boolean runs = phase == Phase.RUNNING;
        return new Measurement(
                phase,
                runs ? "" : kind + " of " + metric,
                "",
                now,
                runs ? null : now,
                runs ? now.plusSeconds(5) : null,
                Map.of());
    }

    @Test
    void several_metrics_are_due_at_once() throws Exception {
        AnalysisCourse course = course("{\"name\": \"a\", " + WEB + "}", "{\"name\": \"b\", " + WEB + "}");

        List<String> due = new ArrayList<>();
        course.due(START).forEach(one -> due.add(one.metric().name() + one.number()));

        assertThat(due).containsExactly("a1", "b1");
    }
}
