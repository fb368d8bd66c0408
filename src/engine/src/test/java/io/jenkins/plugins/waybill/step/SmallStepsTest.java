package io.jenkins.plugins.waybill.step;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.StepRun;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.ApprovalResponse;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightOrigin;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.StepStatus;
import io.jenkins.plugins.waybill.step.approval.WaitForApprovalStep;
import io.jenkins.plugins.waybill.step.data.YamlParseStep;
import io.jenkins.plugins.waybill.step.file.CopyStep;
import io.jenkins.plugins.waybill.step.file.DeleteStep;
import io.jenkins.plugins.waybill.step.file.FileWriteStep;
import io.jenkins.plugins.waybill.step.flow.ComposeOutputStep;
import io.jenkins.plugins.waybill.step.flow.FailStep;
import io.jenkins.plugins.waybill.step.flow.SetFreightAliasStep;
import io.jenkins.plugins.waybill.step.flow.SetMetadataStep;
import io.jenkins.plugins.waybill.step.kustomize.KustomizeSetImageStep;
import io.jenkins.plugins.waybill.workspace.FileEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SmallStepsTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

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
    void copyTakesADirectoryWithoutLinksAndIgnoredFiles() throws Exception {
        file("in/a.txt", "a");
        file("in/sub/b.md", "b");
        file("in/build/out", "x");
        promotion.workspace().write("in/run", "#!".getBytes(StandardCharsets.UTF_8), FileEntry.Kind.EXECUTABLE);
        promotion.workspace().link("in/link", "a.txt");
        promotion.run(new CopyStep(), "inPath: in\noutPath: out\nignore: |\n  build/\n  *.md\n");
        assertThat(promotion.workspace().walk("out"))
                .extracting(FileEntry::path, FileEntry::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("out/a.txt", FileEntry.Kind.FILE),
                        org.assertj.core.groups.Tuple.tuple("out/run", FileEntry.Kind.EXECUTABLE));
        promotion.run(new CopyStep(), "{inPath: in/a.txt, outPath: single}");
        assertThat(file("single")).isEqualTo("a");
        assertThatThrownBy(() -> promotion.run(new CopyStep(), "{inPath: none, outPath: x}"))
                .isInstanceOf(StepFailure.class)
                .hasMessageStartingWith("There is nothing at 'none' to copy.");
    }

    @Test
    void deleteTakesPathsAndGlobs() throws Exception {
        file("a/x.yaml", "1");
        file("a/b/y.yaml", "1");
        file("a/b/z.txt", "1");
        file("*.yaml", "literal");
        promotion.run(new DeleteStep(), "path: '*.yaml'");
        assertThat(promotion.workspace().find("*.yaml")).isEmpty();
        assertThat(promotion.workspace().find("a/x.yaml")).isPresent();
        promotion.run(new DeleteStep(), "{paths: ['./**/*.yaml'], pathsAreGlobs: true}");
        assertThat(promotion.workspace().walk("")).extracting(FileEntry::path).containsExactly("a/b/z.txt");
        promotion.run(new DeleteStep(), "{paths: [a, a/b, none]}");
        assertThat(promotion.workspace().walk("")).isEmpty();
        assertThatThrownBy(() -> promotion.run(new DeleteStep(), "{path: none, strict: true}"))
                .hasMessageStartingWith("There is nothing at 'none' to delete");
        assertThatThrownBy(() -> promotion.run(new DeleteStep(), "path: a/../../x"))
                .hasMessageContaining("attempts to leave the workspace");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{path: /etc/x, contents: ''}|'/etc/x' is absolute; give a path relative to the workspace.",
                "{path: a/../../x, contents: ''}|'a/../../x' attempts to leave the workspace.",
                "{path: .git/config, contents: ''}|'.git/config' is inside .git, which steps may not write to.",
                "{path: link/x, contents: ''}|'link/x' leads through the symbolic link 'link'; write to the place that it points to.",
                "{path: there, contents: ''}|There is a file at 'there' already. Set overwrite: true to replace it.",
                "{path: dir, contents: '', overwrite: true}|'dir' is a directory; a file cannot take its place.",
                "{path: x, contents: '', permissions: '0755'}|permissions 0755 would make the file executable; leave the execute bits out.",
                "{path: x, contents: '', permissions: '0666'}|permissions 0666 would let everyone write to the file; leave that bit out."
            })
    void fileWriteRefusesWhatLooksLikeAMistakeForGood(String config, String message) throws Exception {
        file("there", "x");
        file("dir/x", "x");
        promotion.workspace().link("link", "dir");
        assertThatThrownBy(() -> promotion.run(new FileWriteStep(), config))
                .isInstanceOfSatisfying(StepFailure.class, failure -> {
                    assertThat(failure.status()).isEqualTo(StepStatus.FAILED);
                    assertThat(failure.isTerminal()).isTrue();
                })
                .hasMessage(message);
    }

    @Test
    void fileWriteWritesVerbatim() throws Exception {
        promotion.run(new FileWriteStep(), "{path: a/b, contents: \"x\\r\\n\"}");
        assertThat(file("a/b")).isEqualTo("x\r\n");
        promotion.run(new FileWriteStep(), "{path: a/b, contents: '', overwrite: true}");
        assertThat(file("a/b")).isEmpty();
    }

    @Test
    void composeOutputHandsItsConfigOn() throws Exception {
        assertThat(promotion.run(new ComposeOutputStep(), "{a: 1, b: {c: [x]}}").output())
                .isEqualTo(StepRun.yaml("{a: 1, b: {c: [x]}}"));
        assertThat(new ComposeOutputStep().returnsTaskOutput()).isTrue();
    }

    @Test
    void failEndsThePromotion() {
        assertThatThrownBy(() -> promotion.run(new FailStep(), "message: not today"))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isTrue())
                .hasMessage("failed: not today");
        assertThatThrownBy(() -> promotion.run(new FailStep(), "")).hasMessage("failed");
    }

    @Test
    void metadataAndAliasesAreRecorded() throws Exception {
        promotion.run(
                new SetMetadataStep(),
                "updates: [{kind: Stage, name: dev, values: {ticket: T-1, count: 3}}, {kind: Freight, name: f1, values:"
                        + " {ok: true}}]");
        assertThat(promotion.metadata()).containsOnlyKeys("Stage/dev", "Freight/f1");
        assertThat(promotion.metadata().get("Stage/dev")).containsKeys("ticket", "count");
        promotion.run(new SetFreightAliasStep(), "{name: f1, alias: release-1}");
        assertThat(promotion.aliases()).isEqualTo(Map.of("f1", "release-1"));
        assertThatThrownBy(() -> promotion.run(new SetFreightAliasStep(), "{name: no-1, alias: x}"))
                .hasMessageContaining("There is no Freight 'no-1'");
    }

    @Test
    void yamlParseReadsByExpressions() throws Exception {
        file("v.yaml", "image:\n  tag: v1\n  ports: [80, 443]\nbig: 12345678901\n");
        StepResult result = promotion.run(
                new YamlParseStep(),
                "path: v.yaml\noutputs:\n- {name: tag, fromExpression: image.tag}\n"
                        + "- {name: last, fromExpression: 'image.ports[-1]'}\n- {name: none, fromExpression: missing}\n"
                        + "- {name: big, fromExpression: big}\n");
        assertThat(result.output().toString())
                .isEqualTo("{\"tag\":\"v1\",\"last\":443,\"none\":null,\"big\":12345678901}");
        assertThatThrownBy(() -> promotion.run(
                        new YamlParseStep(), "path: v.yaml\noutputs: [{name: x, fromExpression: 'image.tag.('}]"))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("output 'x' cannot be read from v.yaml");
        assertThatThrownBy(
                        () -> promotion.run(new YamlParseStep(), "path: none\noutputs: [{name: x, fromExpression: a}]"))
                .hasMessageContaining("There is no file 'none'");
    }

    @Test
    void imagesAreSetAndTheRestOfTheKustomizationStays() throws Exception {
        file(
                "k/kustomization.yaml",
                "# base\nresources:\n- ../base\nimages:\n- name: zeta\n  newTag: 1.0.0\n- name: app\n  newName: my/app\n"
                        + "  newTag: old\n\n# tail\nnamePrefix: dev-\n");
        StepResult result = promotion.run(
                new KustomizeSetImageStep(),
                "path: k\nimages:\n- {image: app, newName: '*', tag: v2}\n- {image: nginx, digest: 'sha256:abc'}\n");
        assertThat(file("k/kustomization.yaml"))
                .isEqualTo(
                        "# base\nresources:\n- ../base\nimages:\n- name: zeta\n  newTag: 1.0.0\n- name: app\n  newName: my/app\n"
                                + "  newTag: v2\n- name: nginx\n  digest: sha256:abc\n\n# tail\nnamePrefix: dev-\n");
        assertThat(result.output().get("commitMessage").asText())
                .isEqualTo("Updated k to use new images\n\n- app:v2\n- nginx@sha256:abc");
    }

    @Test
    void imagesOfTheFreightAreSetWhereTheConfigNamesNone() throws Exception {
        file("k/kustomization.yml", "resources: [x]\n");
        FreightOrigin origin = FreightOrigin.warehouse("w");
        Image image = new Image("ghcr.io/o/app", "1.2.3", "sha256:0a", Map.of(), "");
        promotion.with(new FreightCollection(
                "id",
                Map.of(
                        origin.key(),
                        new FreightReference(
                                "f", origin, new Artifacts(List.of(), List.of(image), List.of(), List.of()))),
                List.of()));
        promotion.run(new KustomizeSetImageStep(), "path: k");
        assertThat(file("k/kustomization.yml"))
                .isEqualTo("resources: [x]\nimages:\n- name: ghcr.io/o/app\n  newTag: 1.2.3\n  digest: sha256:0a\n");
        assertThatThrownBy(() -> promotion.run(new KustomizeSetImageStep(), "path: none"))
                .hasMessageContaining("There is no kustomization in 'none'");
        file("k/kustomization.yaml", "");
        assertThatThrownBy(() -> promotion.run(new KustomizeSetImageStep(), "path: k"))
                .hasMessageContaining("more than one kustomization in 'k'");
    }

    @Test
    void approvalWaitsForItsQuorumAndSaysWhatIsMissing() throws Exception {
        String config = "minApprovals: 2\napprovers:\n- {claim: user, value: ann}\n- {claim: user, value: bob}\n"
                + "- {claim: email, value: lead@example.com, required: true}\n";
        assertThat(waiting(config, List.of()))
                .isEqualTo("Not approved yet: 0 of 2 given, 2 more needed from user ann or user bob or email"
                        + " lead@example.com; one must come from email lead@example.com.");
        ApprovalResponse ann = answer(Actor.user("ann"), true, "fine");
        assertThat(waiting(config, List.of(ann, ann)))
                .startsWith("Not approved yet: 1 of 2 given (ann), 1 more needed");
        assertThat(waiting(config, List.of(ann, answer(Actor.user("eve"), true, ""))))
                .endsWith("eve is not asked: user ann or user bob or email lead@example.com may answer.");
        assertThat(waiting(config, List.of(ann, answer(Actor.user("bob"), true, ""))))
                .isEqualTo("Not approved yet: one must come from email lead@example.com.");
        ApprovalResponse lead = answer(new Actor("email", "lead@example.com"), true, "");
        StepResult done = promotion.answered(List.of(ann, lead)).runOnce(new WaitForApprovalStep(), config);
        assertThat(done.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(done.output().toString())
                .isEqualTo("{\"responses\":[{\"user\":\"user:ann\",\"action\":\"approve\",\"time\":"
                        + "\"2026-05-01T12:00:00Z\",\"message\":\"fine\"},{\"user\":\"email:lead@example.com\","
                        + "\"action\":\"approve\",\"time\":\"2026-05-01T12:00:00Z\"}]}");
    }

    @Test
    void oneRejectionEndsAnApproval() throws Exception {
        promotion.answered(List.of(answer(Actor.user("bob"), false, "tests are red")));
        assertThatThrownBy(() -> promotion.runOnce(new WaitForApprovalStep(), ""))
                .isInstanceOfSatisfying(StepFailure.class, failure -> assertThat(failure.isTerminal())
                        .isTrue())
                .hasMessage("Rejected by bob: tests are red");
        promotion.plan(new WaitForApprovalStep(), "minApprovals: 2");
        assertThat(promotion.planned().get(0).summary())
                .isEqualTo("would wait for 2 approvals by anyone who may approve in this Stage");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "copy|{inPath: a}",
                "copy|{inPath: '', outPath: b}",
                "delete|{}",
                "delete|{path: a, paths: [b]}",
                "delete|{paths: []}",
                "get-user-input|{}",
                "get-user-input|{schema: text}",
                "get-user-input|{schema: {type: object}, responders: [{claim: user}]}",
                "get-user-input|{schema: {type: object}, responders: [{role: a, value: b}]}",
                "wait-for-approval|{separationOfDuties: [everybody]}",
                "wait-for-approval|{approvers: [{claim: groups, value: ops, minApprovals: 0}]}",
                "wait-for-approval|{approvalsExpireAfter: tomorrow}",
                "file-write|{path: a}",
                "file-write|{path: a, contents: x, permissions: '644'}",
                "fail|{message: ''}",
                "fail|{msg: x}",
                "set-metadata|{updates: []}",
                "set-metadata|{updates: [{kind: Warehouse, name: x, values: {a: 1}}]}",
                "set-metadata|{updates: [{kind: Stage, name: x, values: {}}]}",
                "set-freight-alias|{name: a}",
                "yaml-parse|{path: a, outputs: []}",
                "kustomize-set-image|{path: a, images: [{image: x}]}",
                "kustomize-set-image|{path: a, images: [{image: x, tag: a, digest: b}]}",
                "wait-for-approval|{minApprovals: 0}",
                "wait-for-approval|{approvers: [{claim: a}]}",
                "wait-for-approval|{approvers: [{claim: a, value: b, role: c}]}",
                "http|{}",
                "http|{url: x, method: BREW}",
                "http|{url: x, body: a, bodyFromFile: b}",
                "http|{url: x, timeout: soon}"
            })
    void wrongConfigsAreRefused(String step, String config) {
        PromotionStep known = StepRegistry.standard().find(step).orElseThrow();
        assertThat(known.schema().violations(StepRun.yaml(config))).isNotEmpty();
    }

    private String waiting(String config, List<ApprovalResponse> responses) throws Exception {
        StepResult result = promotion.answered(responses).runOnce(new WaitForApprovalStep(), config);
        assertThat(result.status()).isEqualTo(StepStatus.RUNNING);
        return result.message();
    }

    private static ApprovalResponse answer(Actor actor, boolean approved, String comment) {
        return new ApprovalResponse("wait-for-approval", actor, approved, comment, NOON);
    }

    private void file(String path, String text) throws Exception {
        promotion.workspace().write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private String file(String path) throws Exception {
        return new String(promotion.workspace().read(path), StandardCharsets.UTF_8);
    }
}
