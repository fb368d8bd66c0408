package io.jenkins.plugins.waybill.forge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.host.Credential;
import io.jenkins.plugins.waybill.host.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.jenkins.plugins.waybill.forge.ForgeBench.PATIENT;
import static io.jenkins.plugins.waybill.forge.ForgeBench.open;
import static io.jenkins.plugins.waybill.forge.ForgeBench.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Answers have the fields and statuses of Atlassian's API descriptions: Cloud 2.0 and Data Center 1.0. */
class BitbucketForgeTest {

    private static final String CLOUD = "/2.0/repositories/shop/deploy";
    private static final String CENTER = "/scm-server/rest/api/1.0/projects/SHOP/repos/deploy/pull-requests";
    private static final String SHORT = "7f71b5a1c2d3";
    private static final String FULL = "7f71b5a1c2d3e4f5061728394a5b6c7d8e9f0011";

    private ForgeBench bench;

    @BeforeEach
    void start() throws Exception {
        bench = new ForgeBench(Provider.BITBUCKET, "/scm-server/scm/SHOP/deploy.git");
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private Forge cloud() throws ForgeException {
        ForgeRepository repository = new ForgeRepository("shop", "https://bitbucket.org/shop/deploy.git", null, false);
        RepositoryAddress address = Forges.address(repository);
        Credential token = new Credential.UsernamePassword("x-token-auth", Secret.of(ForgeBench.TOKEN));
        Rest rest = new Forges(Duration.ofMinutes(5), Duration.ofMillis(1))
                .rest(
                        repository,
                        address,
                        Provider.BITBUCKET,
                        new SampleHost.Keyring().with("http", token),
                        () -> ForgeBench.NOW);
        return new BitbucketCloudForge(rest, bench.server.url(), address);
    }

    private static String cloudPull(String state, String mergeCommit) {
        return """
                {"type": "pullrequest", "id": 3, "title": "Promote", "state": "%s", "draft": false,
                 "created_on": "2026-04-29T08:46:00.123456+00:00", "merge_commit": %s,
                 "source": {"branch": {"name": "next"}, "commit": {"hash": "aaaaaaaaaaaa"},
                            "repository": {"full_name": "shop/deploy"}},
                 "destination": {"branch": {"name": "main"}, "repository": {"full_name": "shop/deploy"}},
                 "links": {"html": {"href": "https://bitbucket.org/shop/deploy/pull-requests/3"}}}
                """.formatted(state, mergeCommit);
    }

    @Test
    void cloudFindsPullRequestsByItsQueryLanguage() throws Exception {
        String list = "GET " + CLOUD + "/pullrequests?pagelen=50&sort=-created_on&state=OPEN&state=MERGED"
                + "&state=DECLINED&state=SUPERSEDED&q=source.branch.name%3D%22next%22%20AND%20"
                + "destination.branch.name%3D%22main%22";
        bench.server.on(
                list,
                200,
                "{\"pagelen\": 50, \"values\": [" + cloudPull("OPEN", "null") + "," + cloudPull("DECLINED", "null")
                        + "]}");

        assertThat(cloud().find("next", "main"))
                .extracting(PullRequest::state)
                .containsExactly(PullRequest.State.OPEN, PullRequest.State.CLOSED);
        assertThat(bench.server.last(list).headers()).containsEntry("Authorization", "Bearer " + ForgeBench.TOKEN);
    }

    @Test
    void cloudOpensPullRequestsAndHasNoLabels() throws Exception {
        bench.server.on("POST " + CLOUD + "/pullrequests", 201, cloudPull("OPEN", "null"));

        PullRequest opened = cloud().open(new PullRequestDraft("next", "main", "Promote", "Why"));

        assertThat(opened.url()).isEqualTo("https://bitbucket.org/shop/deploy/pull-requests/3");
        assertThat(bench.server.last("POST " + CLOUD + "/pullrequests").body())
                .isEqualTo("{\"title\":\"Promote\",\"description\":\"Why\",\"source\":{\"branch\":{\"name\":\"next\"}},"
                        + "\"destination\":{\"branch\":{\"name\":\"main\"}}}");
        assertThat(cloud().label(3, List.of("a"))).isFalse();
    }

    @Test
    void cloudsShortCommitsAreMadeWhole() throws Exception {
        bench.server
                .on("GET " + CLOUD + "/pullrequests/3", 200, cloudPull("MERGED", "{\"hash\": \"" + SHORT + "\"}"))
                .on("GET " + CLOUD + "/commit/" + SHORT, 200, "{\"type\": \"commit\", \"hash\": \"" + FULL + "\"}");

        assertThat(cloud().get(3).mergeCommit()).isEqualTo(FULL);
    }

    @Test
    void cloudMergesAtOnceOrInTheBackgroundOrSaysWhyNot() throws Exception {
        String merge = "POST " + CLOUD + "/pullrequests/3/merge";
        bench.server
                .on("GET " + CLOUD + "/pullrequests/3", 200, cloudPull("OPEN", "null"))
                .on("GET " + CLOUD + "/commit/" + SHORT, 200, "{\"hash\": \"" + FULL + "\"}")
                .on(merge, 200, cloudPull("MERGED", "{\"hash\": \"" + SHORT + "\"}"))
                .on(merge, 202, "")
                .on(merge, 400, "{\"type\": \"error\", \"error\": {\"message\": \"1 unresolved merge check\"}}")
                .on(merge, 409, "{\"type\": \"error\", \"error\": {\"message\": \"There are merge conflicts\"}}");

        assertThat(cloud().merge(open(3), wish("fast_forward"))).isEqualTo(new MergeAnswer.Merged(FULL));
        assertThat(bench.server.last(merge).body()).contains("\"merge_strategy\":\"fast_forward\"");
        assertThat(cloud().merge(open(3), wish(null))).isEqualTo(new MergeAnswer.UnderWay("Bitbucket is merging it"));
        assertThat(cloud().merge(open(3), PATIENT)).isEqualTo(new MergeAnswer.NotYet("1 unresolved merge check"));
        assertThatThrownBy(() -> cloud().merge(open(3), PATIENT)).hasMessageContaining("There are merge conflicts");
    }

    private static String centerPull(String state, String more) {
        return """
                {"id": 101, "version": 4, "title": "Promote", "state": "%s", "createdDate": 1359075920000,
                 "fromRef": {"id": "refs/heads/next", "displayId": "next", "latestCommit": "%s", "repository": {"id": 7}},
                 "toRef": {"id": "refs/heads/main", "displayId": "main", "repository": {"id": 7}},
                 "links": {"self": [{"href": "https://stash.example.com/projects/SHOP/repos/deploy/pull-requests/101"}]}%s}
                """.formatted(state, FULL, more);
    }

    @Test
    void dataCenterFindsAndOpensPullRequests() throws Exception {
        String list = "GET " + CENTER + "?state=ALL&direction=OUTGOING&order=NEWEST&limit=100&at=refs%2Fheads%2Fnext";
        bench.server
                .on(
                        list,
                        200,
                        "{\"isLastPage\": true, \"values\": [" + centerPull("OPEN", "") + ","
                                + centerPull("OPEN", "").replace("refs/heads/main", "refs/heads/release") + "]}")
                .on("POST " + CENTER, 201, centerPull("OPEN", ""));

        assertThat(bench.forge().find("next", "main")).singleElement().satisfies(found -> {
            assertThat(found.number()).isEqualTo(101);
            assertThat(found.createdAt()).isEqualTo(Instant.ofEpochMilli(1359075920000L));
        });
        assertThat(bench.server.last(list).headers().get("Authorization")).startsWith("Basic ");
        assertThat(bench.forge()
                        .open(new PullRequestDraft("next", "main", "t", ""))
                        .url())
                .endsWith("/pull-requests/101");
        assertThat(bench.server.last("POST " + CENTER).body())
                .contains(
                        "\"fromRef\":{\"id\":\"refs/heads/next\",\"repository\":{\"slug\":\"deploy\",\"project\":{\"key\":\"SHOP\"}}}");
    }

    @Test
    void dataCenterMergesTheVersionThatWasSeen() throws Exception {
        bench.server
                .on("GET " + CENTER + "/101", 200, centerPull("OPEN", ""))
                .on(
                        "GET " + CENTER + "/101",
                        200,
                        centerPull("MERGED", ", \"properties\": {\"mergeCommit\": {\"id\": \"" + FULL + "\"}}"))
                .on(
                        "GET " + CENTER + "/101/merge",
                        200,
                        "{\"canMerge\": true, \"conflicted\": false, \"outcome\": \"CLEAN\", \"vetoes\": []}")
                .on("POST " + CENTER + "/101/merge?version=4", 200, centerPull("MERGED", ""));

        assertThat(bench.forge().merge(open(101), wish("squash"))).isEqualTo(new MergeAnswer.Merged(FULL));
        assertThat(bench.server.last("POST " + CENTER + "/101/merge?version=4").body())
                .isEqualTo("{\"version\":4,\"strategyId\":\"squash\"}");
    }

    @Test
    void dataCentersVetoesAreToldAndItsConflictsAreFinal() throws Exception {
        bench.server
                .on("GET " + CENTER + "/101", 200, centerPull("OPEN", ""))
                .on(
                        "GET " + CENTER + "/101/merge",
                        200,
                        "{\"canMerge\": false, \"conflicted\": false, \"vetoes\": [{\"summaryMessage\": \"Needs 2"
                                + " approvals\", \"detailedMessage\": \"You need 2 approvals.\"}]}")
                .on("GET " + CENTER + "/101/merge", 200, "{\"canMerge\": false, \"conflicted\": true, \"vetoes\": []}");

        assertThat(bench.forge().merge(open(101), PATIENT)).isEqualTo(new MergeAnswer.NotYet("Needs 2 approvals"));
        assertThatThrownBy(() -> bench.forge().merge(open(101), PATIENT))
                .hasMessage("Pull request #101 conflicts with main. Resolve the conflicts on its branch.");
    }
}
