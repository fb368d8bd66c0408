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

/** Answers have the fields and statuses of GitLab's documentation of its REST API v4. */
class GitLabForgeTest {

    private static final String PROJECT = "/api/v4/projects/group%2Fsub%2Fdeploy";
    private static final String REQUESTS = PROJECT + "/merge_requests";
    private static final String TRAIN = PROJECT + "/merge_trains/merge_requests/7";
    private static final String SHA = "8888888888888888888888888888888888888888";
    private static final String MERGED_AS = "9999999999999999999999999999999999999999";

    private ForgeBench bench;
    private Forge forge;

    @BeforeEach
    void start() throws Exception {
        bench = new ForgeBench(Provider.GITLAB, "/group/sub/deploy.git");
        forge = bench.forge();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private static String request(String state, String status, String more) {
        return """
                {"id": 84, "iid": 7, "project_id": 4, "title": "Promote", "state": "%s", "target_branch": "main",
                 "source_branch": "next", "sha": "%s", "created_at": "2026-04-29T08:46:00.000Z",
                 "web_url": "https://gitlab.example.com/group/sub/deploy/-/merge_requests/7",
                 "detailed_merge_status": "%s", "merge_when_pipeline_succeeds": false%s}
                """.formatted(state, SHA, status, more);
    }

    private void project(boolean trains) {
        bench.server.on("GET " + PROJECT, 200, "{\"id\": 4, \"merge_trains_enabled\": " + trains + "}");
    }

    @Test
    void mergeRequestsBetweenTwoBranchesAreFound() throws Exception {
        bench.server.on(
                "GET " + REQUESTS + "?state=all&per_page=100&order_by=created_at&sort=desc&source_branch=next"
                        + "&target_branch=main",
                200,
                "[" + request("opened", "mergeable", "") + "," + request("closed", "not_open", "") + ","
                        + request("locked", "checking", "") + "]");

        assertThat(forge.find("next", "main"))
                .extracting(PullRequest::state)
                .containsExactly(PullRequest.State.OPEN, PullRequest.State.CLOSED, PullRequest.State.OPEN);
    }

    @Test
    void aMergeRequestIsOpenedAndLabelled() throws Exception {
        bench.server
                .on("POST " + REQUESTS, 201, request("opened", "preparing", ""))
                .on("PUT " + REQUESTS + "/7", 200, request("opened", "preparing", ""));

        PullRequest opened = forge.open(new PullRequestDraft("next", "main", "Promote", "Why"));
        forge.label(7, List.of("a", "b"));

        assertThat(opened.number()).isEqualTo(7);
        assertThat(opened.url()).endsWith("/-/merge_requests/7");
        assertThat(opened.headCommit()).isEqualTo(SHA);
        assertThat(bench.server.last("POST " + REQUESTS).body())
                .isEqualTo("{\"source_branch\":\"next\",\"target_branch\":\"main\",\"title\":\"Promote\","
                        + "\"description\":\"Why\"}");
        assertThat(bench.server.last("PUT " + REQUESTS + "/7").body()).isEqualTo("{\"add_labels\":\"a,b\"}");
    }

    @Test
    void aFastForwardHasTheBranchsOwnCommit() throws Exception {
        bench.server
                .on("GET " + REQUESTS + "/7", 200, request("merged", "not_open", ", \"merge_commit_sha\": null"))
                .on(
                        "GET " + REQUESTS + "/7",
                        200,
                        request("merged", "not_open", ", \"merge_commit_sha\": \"" + MERGED_AS + "\""));

        assertThat(forge.get(7).mergeCommit()).isEqualTo(SHA);
        assertThat(forge.get(7).mergeCommit()).isEqualTo(MERGED_AS);
    }

    @Test
    void aMergeableRequestIsMerged() throws Exception {
        project(false);
        bench.server
                .on("GET " + REQUESTS + "/7", 200, request("opened", "mergeable", ""))
                .on(
                        "PUT " + REQUESTS + "/7/merge",
                        200,
                        request("merged", "not_open", ", \"merge_commit_sha\": \"" + MERGED_AS + "\""));

        assertThat(forge.merge(open(7), wish("squash"))).isEqualTo(new MergeAnswer.Merged(MERGED_AS));
        assertThat(bench.server.last("PUT " + REQUESTS + "/7/merge").body())
                .isEqualTo("{\"sha\":\"" + SHA + "\",\"squash\":true}");
    }

    @Test
    void whatIsNotMergeableYetSaysWhy() throws Exception {
        project(false);
        bench.server
                .on("GET " + REQUESTS + "/7", 200, request("opened", "not_approved", ""))
                .on("GET " + REQUESTS + "/7", 200, request("opened", "ci_still_running", ""))
                .on("GET " + REQUESTS + "/7", 200, request("opened", "jira_association_missing", ""))
                .on("GET " + REQUESTS + "/7", 200, request("opened", "", ", \"merge_status\": \"unchecked\""))
                .on("GET " + REQUESTS + "/7", 200, request("opened", "mergeable", ""))
                .on("PUT " + REQUESTS + "/7/merge", 422, "{\"message\": \"Branch cannot be merged\"}");

        assertThat(forge.merge(open(7), PATIENT)).isEqualTo(new MergeAnswer.NotYet("approvals are missing"));
        assertThat(forge.merge(open(7), PATIENT)).isEqualTo(new MergeAnswer.NotYet("its pipeline runs"));
        assertThat(forge.merge(open(7), PATIENT))
                .isEqualTo(new MergeAnswer.NotYet("GitLab says: jira association missing"));
        assertThat(forge.merge(open(7), PATIENT))
                .isEqualTo(new MergeAnswer.NotYet("GitLab is still finding out whether it can be merged"));
        assertThat(forge.merge(open(7), PATIENT)).isEqualTo(new MergeAnswer.NotYet("Branch cannot be merged"));
    }

    @Test
    void conflictsAndUnknownMethodsAreFinal() {
        bench.server.on("GET " + REQUESTS + "/7", 200, request("opened", "conflict", ""));

        assertThatThrownBy(() -> forge.merge(open(7), PATIENT))
                .hasMessage("Merge request !7 conflicts with main. Resolve the conflicts on its branch.");
        assertThatThrownBy(() -> forge.merge(open(7), wish("rebase")))
                .hasMessage("mergeMethod 'rebase' is none of GitLab's; it knows merge and squash.");
    }

    @Test
    void aProjectWithMergeTrainsGetsTheRequestOnOne() throws Exception {
        project(true);
        bench.server
                .on("GET " + REQUESTS + "/7", 200, request("opened", "ci_still_running", ""))
                .on("GET " + TRAIN, 404, "{\"message\": \"404 Not Found\"}")
                .on("GET " + TRAIN, 200, "{\"id\": 267, \"status\": \"fresh\", \"merge_request\": {\"iid\": 7}}")
                .on("POST " + TRAIN, 201, "[{\"id\": 267, \"status\": \"idle\"}]");

        assertThat(forge.merge(open(7), PATIENT)).isEqualTo(new MergeAnswer.UnderWay("it was put on the merge train"));
        assertThat(bench.server.last("POST " + TRAIN).body())
                .contains("\"sha\":\"" + SHA + "\"", "\"auto_merge\":true");
        assertThat(forge.merge(open(7), AGAIN)).isEqualTo(new MergeAnswer.UnderWay("it is on the merge train (fresh)"));
    }

    @Test
    void theTrainIsNotTakenByWhoCannotWaitAndNotTwice() {
        project(true);
        bench.server
                .on("GET " + REQUESTS + "/7", 200, request("opened", "mergeable", ""))
                .on("GET " + TRAIN, 404, "{}");

        assertThatThrownBy(() -> forge.merge(open(7), wish(null)))
                .hasMessage("The project merges by a merge train, which needs time. Set wait: true.");
        assertThatThrownBy(() -> forge.merge(open(7), AGAIN))
                .hasMessageStartingWith("Merge request !7 was thrown off the merge train.");
    }

    @Test
    void complaintsInAllOfGitLabsFormsAreRead() {
        bench.server
                .on("POST " + REQUESTS, 409, "{\"message\": [\"Another open merge request already exists: !5\"]}")
                .on("POST " + REQUESTS, 400, "{\"message\": {\"title\": [\"can't be blank\"]}}")
                .on(
                        "POST " + REQUESTS,
                        403,
                        "{\"error\": \"insufficient_scope\", \"error_description\": \"needs api\"}");
        PullRequestDraft draft = new PullRequestDraft("next", "main", "t", "");

        assertThatThrownBy(() -> forge.open(draft))
                .hasMessageContaining("Another open merge request already exists: !5");
        assertThatThrownBy(() -> forge.open(draft)).hasMessageContaining("title can't be blank");
        assertThatThrownBy(() -> forge.open(draft)).hasMessageContaining("insufficient_scope; needs api");
    }
}
