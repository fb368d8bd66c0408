package io.jenkins.plugins.waybill.forge;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.jenkins.plugins.waybill.forge.ForgeBench.AGAIN;
import static io.jenkins.plugins.waybill.forge.ForgeBench.PATIENT;
import static io.jenkins.plugins.waybill.forge.ForgeBench.open;
import static io.jenkins.plugins.waybill.forge.ForgeBench.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Answers have the fields and statuses of GitHub's REST API description, version 2022-11-28. */
class GitHubForgeTest {

    private static final String PULLS = "/api/v3/repos/shop/deploy/pulls";
    private static final String SHA = "6dcb09b5b57875f334f61aebed695e2e4193db5e";
    private static final String MERGED_AS = "e5bd3914e2e596debea16f433f57875b5b90bcd6";

    private ForgeBench bench;
    private Forge forge;

    @BeforeEach
    void start() throws Exception {
        bench = new ForgeBench(Provider.GITHUB, "/shop/deploy.git");
        forge = bench.forge();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private static String pull(String state, String more) {
        return """
                {"id": 1, "node_id": "MDExOlB1bGw", "number": 42, "state": "%s", "title": "Promote",
                 "html_url": "https://github.example.com/shop/deploy/pull/42", "created_at": "2026-04-30T19:01:12Z",
                 "head": {"label": "shop:next", "ref": "next", "sha": "%s"},
                 "base": {"label": "shop:main", "ref": "main", "sha": "c3d0be41ecbe669545ee3e94d31ed9a4bc91ee3c"}%s}
                """.formatted(state, SHA, more);
    }

    @Test
    void pullRequestsBetweenTwoBranchesAreFound() throws Exception {
        bench.server.on(
                "GET " + PULLS + "?state=all&per_page=100&sort=created&direction=desc&head=shop%3Anext%2Fdev&base=main",
                200,
                "["
                        + pull(
                                "closed",
                                ", \"merged_at\": \"2026-05-01T00:00:00Z\", \"merge_commit_sha\": \"" + MERGED_AS
                                        + "\"")
                        + "," + pull("closed", ", \"merged_at\": null, \"merge_commit_sha\": null") + "]");

        List<PullRequest> found = forge.find("next/dev", "main");

        assertThat(found)
                .extracting(PullRequest::state)
                .containsExactly(PullRequest.State.MERGED, PullRequest.State.CLOSED);
        assertThat(found.get(0).mergeCommit()).isEqualTo(MERGED_AS);
        assertThat(found.get(0).createdAt()).isEqualTo("2026-04-30T19:01:12Z");
        assertThat(bench.server.last(bench.server.requests().get(0)).headers())
                .containsEntry("Authorization", "Bearer " + ForgeBench.TOKEN)
                .containsEntry("X-github-api-version", "2022-11-28");
    }

    @Test
    void aPullRequestIsOpenedAndLabelled() throws Exception {
        bench.server
                .on("POST " + PULLS, 201, pull("open", ", \"merged\": false, \"merge_commit_sha\": \"" + SHA + "\""))
                .on("POST /api/v3/repos/shop/deploy/issues/42/labels", 200, "[]");

        PullRequest opened = forge.open(new PullRequestDraft("next", "main", "Promote \"app\"", "Line 1\nLine 2"));
        boolean labelled = forge.label(42, List.of("promotion", "dev"));

        assertThat(opened)
                .isEqualTo(new PullRequest(
                        42,
                        "https://github.example.com/shop/deploy/pull/42",
                        PullRequest.State.OPEN,
                        SHA,
                        null,
                        java.time.Instant.parse("2026-04-30T19:01:12Z")));
        assertThat(labelled).isTrue();
        assertThat(bench.server.last("POST " + PULLS).body())
                .isEqualTo(
                        "{\"title\":\"Promote \\\"app\\\"\",\"body\":\"Line 1\\nLine 2\",\"head\":\"next\",\"base\":\"main\"}");
        assertThat(bench.server
                        .last("POST /api/v3/repos/shop/deploy/issues/42/labels")
                        .body())
                .isEqualTo("{\"labels\":[\"promotion\",\"dev\"]}");
    }

    @Test
    void aPullRequestIsMergedAtTheCommitThatWasSeen() throws Exception {
        bench.server
                .on("GET " + PULLS + "/42", 200, pull("open", ", \"mergeable\": true, \"mergeable_state\": \"clean\""))
                .on(
                        "PUT " + PULLS + "/42/merge",
                        200,
                        "{\"sha\": \"" + MERGED_AS
                                + "\", \"merged\": true, \"message\": \"Pull Request successfully merged\"}");

        assertThat(forge.merge(open(42), wish("squash"))).isEqualTo(new MergeAnswer.Merged(MERGED_AS));
        assertThat(bench.server.last("PUT " + PULLS + "/42/merge").body())
                .isEqualTo("{\"sha\":\"" + SHA + "\",\"merge_method\":\"squash\"}");
    }

    @Test
    void whatIsNotMergeableYetSaysWhy() throws Exception {
        bench.server
                .on("GET " + PULLS + "/42", 200, pull("open", ", \"mergeable\": null"))
                .on("GET " + PULLS + "/42", 200, pull("open", ", \"mergeable\": true, \"draft\": true"))
                .on("GET " + PULLS + "/42", 200, pull("open", ", \"mergeable\": true"))
                .on(
                        "PUT " + PULLS + "/42/merge",
                        405,
                        "{\"message\": \"Required status check \\\"ci\\\" is expected.\", \"documentation_url\": \"\"}");

        assertThat(forge.merge(open(42), PATIENT))
                .isEqualTo(new MergeAnswer.NotYet("GitHub is still finding out whether it can be merged"));
        assertThat(forge.merge(open(42), PATIENT)).isEqualTo(new MergeAnswer.NotYet("it is a draft"));
        assertThat(forge.merge(open(42), PATIENT))
                .isEqualTo(new MergeAnswer.NotYet("Required status check \"ci\" is expected."));
    }

    @Test
    void conflictsAndMethodsThatAreNotAllowedAreFinal() {
        bench.server
                .on("GET " + PULLS + "/42", 200, pull("open", ", \"mergeable\": false, \"mergeable_state\": \"dirty\""))
                .on("GET " + PULLS + "/42", 200, pull("open", ", \"mergeable\": true"))
                .on(
                        "PUT " + PULLS + "/42/merge",
                        405,
                        "{\"message\": \"Squash merges are not allowed on this repository.\"}");

        assertThatThrownBy(() -> forge.merge(open(42), PATIENT))
                .hasMessage("Pull request #42 conflicts with main. Resolve the conflicts on its branch.");
        assertThatThrownBy(() -> forge.merge(open(42), wish("squash")))
                .hasMessageContaining("Squash merges are not allowed on this repository.");
    }

    private void requireQueue() {
        bench.server
                .on(
                        "GET " + PULLS + "/42",
                        200,
                        pull("open", ", \"mergeable\": true, \"mergeable_state\": \"blocked\""))
                .on(
                        "PUT " + PULLS + "/42/merge",
                        405,
                        "{\"message\": \"Repository rule violations found\\n\\nChanges must be made through the merge queue\"}");
    }

    @Test
    void aBranchWithAMergeQueueGetsThePullRequestThroughIt() throws Exception {
        requireQueue();
        bench.server
                .on("POST /api/graphql", 200, "{\"data\": {\"node\": {\"mergeQueueEntry\": null}}}")
                .on(
                        "POST /api/graphql",
                        200,
                        "{\"data\": {\"enqueuePullRequest\": {\"mergeQueueEntry\": {\"state\": \"QUEUED\", \"position\": 3}}}}")
                .on(
                        "POST /api/graphql",
                        200,
                        "{\"data\": {\"node\": {\"mergeQueueEntry\": {\"state\": \"AWAITING_CHECKS\", \"position\": 1}}}}");

        assertThat(forge.merge(open(42), PATIENT))
                .isEqualTo(new MergeAnswer.UnderWay("it is in the merge queue, at place 3 (queued)"));
        assertThat(bench.server.last("POST /api/graphql").body())
                .contains("enqueuePullRequest", "\"head\":\"" + SHA + "\"", "\"id\":\"MDExOlB1bGw\"");
        assertThat(forge.merge(open(42), AGAIN))
                .isEqualTo(new MergeAnswer.UnderWay("it is in the merge queue, at place 1 (awaiting checks)"));
        assertThat(bench.server.requests())
                .filteredOn(("PUT " + PULLS + "/42/merge")::equals)
                .hasSize(1);
    }

    @Test
    void whoCannotWaitIsNotPutIntoTheQueue() {
        requireQueue();
        bench.server.on("POST /api/graphql", 200, "{\"data\": {\"node\": {\"mergeQueueEntry\": null}}}");

        assertThatThrownBy(() -> forge.merge(open(42), wish(null)))
                .hasMessage("The branch main takes pull requests only from its merge queue, which needs time. Set wait:"
                        + " true.");
    }

    @Test
    void whatTheQueueThrewOutIsNotPutInAgain() {
        requireQueue();
        bench.server.on("POST /api/graphql", 200, "{\"data\": {\"node\": {\"mergeQueueEntry\": null}}}");

        assertThatThrownBy(() -> forge.merge(open(42), AGAIN))
                .hasMessageStartingWith("Pull request #42 was thrown out of the merge queue.");
    }

    @Test
    void whatLeftTheQueueByBeingMergedIsMerged() throws Exception {
        bench.server
                .on("GET " + PULLS + "/42", 200, pull("open", ""))
                .on(
                        "GET " + PULLS + "/42",
                        200,
                        pull("closed", ", \"merged\": true, \"merge_commit_sha\": \"" + MERGED_AS + "\""))
                .on("POST /api/graphql", 200, "{\"data\": {\"node\": {\"mergeQueueEntry\": null}}}");

        assertThat(forge.merge(open(42), AGAIN)).isEqualTo(new MergeAnswer.Merged(MERGED_AS));
    }

    @Test
    void theQueuesOwnReasonsAreTold() throws Exception {
        requireQueue();
        bench.server
                .on("POST /api/graphql", 200, "{\"data\": {\"node\": {\"mergeQueueEntry\": null}}}")
                .on(
                        "POST /api/graphql",
                        200,
                        "{\"data\": {\"enqueuePullRequest\": null}, \"errors\": [{\"type\": \"UNPROCESSABLE\", \"message\":"
                                + " \"Pull request Changes must be approved\"}]}");

        assertThat(forge.merge(open(42), PATIENT))
                .isEqualTo(new MergeAnswer.NotYet(
                        "the merge queue does not take it: Pull request Changes must be approved"));
    }
}
