package io.jenkins.plugins.waybill.forge;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.jenkins.plugins.waybill.forge.ForgeBench.PATIENT;
import static io.jenkins.plugins.waybill.forge.ForgeBench.open;
import static io.jenkins.plugins.waybill.forge.ForgeBench.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Answers have the fields and statuses of Microsoft's reference of the Git REST API 7.0. */
class AzureForgeTest {

    private static final String PULLS = "/tfs/Collection/My%20Shop/_apis/git/repositories/deploy/pullrequests";
    private static final String SHA = "b60280bc6e62e2f880f1b63c1e24987664d3bda3";
    private static final String MERGED_AS = "f47bbc106853afe3c1b07a81754bce5f4b8dbf62";

    private ForgeBench bench;
    private Forge forge;

    @BeforeEach
    void start() throws Exception {
        bench = new ForgeBench(Provider.AZURE, "/tfs/Collection/My%20Shop/_git/deploy");
        forge = bench.forge();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private static String pull(String status, String mergeStatus) {
        return """
                {"repository": {"id": "3411ebc1", "name": "deploy",
                                "webUrl": "https://dev.azure.com/acme/My%%20Shop/_git/deploy"},
                 "pullRequestId": 22, "status": "%s", "creationDate": "2026-04-29T16:30:31.6655471Z",
                 "sourceRefName": "refs/heads/next", "targetRefName": "refs/heads/main", "mergeStatus": "%s",
                 "isDraft": false, "lastMergeSourceCommit": {"commitId": "%s"},
                 "lastMergeCommit": {"commitId": "%s"}}
                """.formatted(status, mergeStatus, SHA, MERGED_AS);
    }

    @Test
    void pullRequestsBetweenTwoBranchesAreFound() throws Exception {
        String list = "GET " + PULLS + "?api-version=7.0&$top=100&searchCriteria.status=all"
                + "&searchCriteria.sourceRefName=refs%2Fheads%2Fnext&searchCriteria.targetRefName=refs%2Fheads%2Fmain";
        bench.server.on(
                list, 200, "{\"value\": [" + pull("completed", "succeeded") + "," + pull("abandoned", "queued") + "]}");

        List<PullRequest> found = forge.find("next", "main");

        assertThat(found)
                .extracting(PullRequest::state)
                .containsExactly(PullRequest.State.MERGED, PullRequest.State.CLOSED);
        assertThat(found.get(0).url()).isEqualTo("https://dev.azure.com/acme/My%20Shop/_git/deploy/pullrequest/22");
        assertThat(found.get(0).mergeCommit()).isEqualTo(MERGED_AS);
    }

    @Test
    void aPullRequestIsOpenedAndLabelledAndLongTextsAreCut() throws Exception {
        bench.server
                .on("POST " + PULLS + "?api-version=7.0", 201, pull("active", "notSet"))
                .on("POST " + PULLS + "/22/labels?api-version=7.0", 200, "{\"id\": \"x\", \"name\": \"a\"}");

        PullRequest opened = forge.open(new PullRequestDraft("next", "main", "Promote", "x".repeat(5000)));
        forge.label(22, List.of("a"));

        assertThat(opened.isOpen()).isTrue();
        assertThat(opened.mergeCommit()).as("of an open one it is a trial").isNull();
        assertThat(bench.server.last("POST " + PULLS + "?api-version=7.0").body())
                .contains("\"sourceRefName\":\"refs/heads/next\"", "\"targetRefName\":\"refs/heads/main\"")
                .contains("x".repeat(3999) + "…\"");
        assertThat(bench.server
                        .last("POST " + PULLS + "/22/labels?api-version=7.0")
                        .body())
                .isEqualTo("{\"name\":\"a\"}");
    }

    @Test
    void completionIsAskedForAndMayTakeAWhile() throws Exception {
        String patch = "PATCH " + PULLS + "/22?api-version=7.0";
        bench.server
                .on("GET " + PULLS + "/22?api-version=7.0", 200, pull("active", "succeeded"))
                .on(patch, 200, pull("active", "queued"))
                .on(patch, 200, pull("completed", "succeeded"))
                .on(patch, 200, pull("active", "rejectedByPolicy"));

        assertThat(forge.merge(open(22), wish("squash")))
                .isEqualTo(new MergeAnswer.UnderWay("Azure DevOps is completing it"));
        assertThat(bench.server.last(patch).body())
                .isEqualTo("{\"status\":\"completed\",\"lastMergeSourceCommit\":{\"commitId\":\"" + SHA
                        + "\"},\"completionOptions\":{\"mergeStrategy\":\"squash\"}}");
        assertThat(forge.merge(open(22), PATIENT)).isEqualTo(new MergeAnswer.Merged(MERGED_AS));
        assertThat(forge.merge(open(22), PATIENT))
                .isEqualTo(new MergeAnswer.NotYet("branch policies are not satisfied"));
    }

    @Test
    void conflictsAreFinal() {
        bench.server.on("GET " + PULLS + "/22?api-version=7.0", 200, pull("active", "conflicts"));

        assertThatThrownBy(() -> forge.merge(open(22), PATIENT))
                .hasMessageContaining("conflicts with its target branch");
    }

    @Test
    void aSignInPageMeansThatTheTokenIsNoGood() {
        bench.server
                .on("GET " + PULLS + "/22?api-version=7.0", 203, Map.of("Content-Type", "text/html"), "<html>")
                .on(
                        "GET " + PULLS + "/22?api-version=7.0",
                        302,
                        Map.of("Location", "https://spsprodweu5.vssps.visualstudio.com/_signin?realm=dev.azure.com"),
                        "");

        assertThatThrownBy(() -> forge.get(22)).hasMessageContaining("(203). Check the token");
        assertThatThrownBy(() -> forge.get(22)).hasMessageContaining("wants a sign-in to show pull request #22");
    }

    @Test
    void everyFormOfItsAddressesLeadsToTheSameApi() throws Exception {
        String wanted = "https://dev.azure.com/acme/shop/_git/deploy";
        for (String url : List.of(
                "https://acme@dev.azure.com/acme/shop/_git/deploy", "git@ssh.dev.azure.com:v3/acme/shop/deploy")) {
            assertThat(page(url)).isEqualTo(wanted);
        }
        assertThat(page("https://dev.azure.com/acme/_git/shop")).isEqualTo("https://dev.azure.com/acme/shop/_git/shop");
        assertThat(page("https://acme.visualstudio.com/DefaultCollection/shop/_git/deploy"))
                .isEqualTo("https://acme.visualstudio.com/DefaultCollection/shop/_git/deploy");
        assertThat(page("https://acme.visualstudio.com/_git/shop"))
                .isEqualTo("https://acme.visualstudio.com/shop/_git/shop");
    }

    private static String page(String url) throws ForgeException {
        Rest nowhere = new Rest(
                "",
                new Rest.Settings(
                        java.time.Duration.ofSeconds(1),
                        java.time.Duration.ZERO,
                        io.jenkins.plugins.waybill.http.TlsTrust.SYSTEM,
                        () -> ForgeBench.NOW),
                List.of(),
                Map.of(),
                new Masking(List.of()));
        return new AzureForge(nowhere, RepositoryAddress.of(url).orElseThrow()).page();
    }
}
