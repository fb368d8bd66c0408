package io.jenkins.plugins.waybill.forge;

import java.time.Duration;
import java.util.List;

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

/** Answers have the fields and statuses of Gitea's Swagger description, which Forgejo shares. */
class GiteaForgeTest {

    private static final String REPO = "/api/v1/repos/shop/deploy";
    private static final String LIST = "GET " + REPO + "/pulls?state=all&sort=recentupdate&limit=50&page=1";
    private static final String SHA = "1111111111111111111111111111111111111111";
    private static final String MERGED_AS = "2222222222222222222222222222222222222222";

    private ForgeBench bench;
    private Forge forge;

    @BeforeEach
    void start() throws Exception {
        bench = new ForgeBench(Provider.GITEA, "/shop/deploy.git");
        forge = bench.forge();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private static String pull(String head, boolean merged, String more) {
        return """
                {"id": 5, "number": 9, "state": "%s", "title": "Promote", "merged": %s,
                 "html_url": "https://gitea.example.com/shop/deploy/pulls/9", "created_at": "2026-04-29T08:46:00+02:00",
                 "merge_commit_sha": %s,
                 "head": {"label": "next", "ref": "%s", "sha": "%s", "repo_id": 3},
                 "base": {"label": "main", "ref": "main", "sha": "abc", "repo_id": 3}%s}
                """.formatted(
                        merged ? "closed" : "open", merged, merged ? '"' + MERGED_AS + '"' : "null", head, SHA, more);
    }

    @Test
    void onlyPullRequestsBetweenTheBranchesAreFound() throws Exception {
        bench.server.on(LIST, 200, "[" + pull("next", false, "") + "," + pull("other", false, "") + "]");

        assertThat(forge.find("next", "main")).singleElement().satisfies(found -> {
            assertThat(found.number()).isEqualTo(9);
            assertThat(found.isOpen()).isTrue();
            assertThat(found.createdAt()).isEqualTo("2026-04-29T06:46:00Z");
        });
        assertThat(bench.server.last(LIST).headers()).containsEntry("Authorization", "token " + ForgeBench.TOKEN);
    }

    @Test
    void aPasswordDoesWhereATokenWasExpected() throws Exception {
        bench.server
                .on(LIST, 401, "{\"message\": \"user does not exist [uid: 0, name: ]\"}")
                .on(LIST, 200, "[]");

        assertThat(forge.find("next", "main")).isEmpty();
        assertThat(bench.server.last(LIST).headers().get("Authorization")).startsWith("Basic ");

        forge.find("next", "main");
        assertThat(bench.server.requests())
                .as("what was accepted is used from then on")
                .hasSize(3);
    }

    @Test
    void aBareTokenIsNotTriedAsAPassword() throws Exception {
        bench.server.on(LIST, 401, "{}");
        Forge bare = bench.forge(new Credential.Token(Secret.of(ForgeBench.TOKEN)), Duration.ofMinutes(5));

        assertThatThrownBy(() -> bare.find("next", "main")).hasMessageContaining("(401)");
        assertThat(bench.server.requests()).hasSize(1);
    }

    @Test
    void labelsThatDoNotExistAreMade() throws Exception {
        bench.server
                .on("GET " + REPO + "/labels?limit=50&page=1", 200, "[{\"id\": 1, \"name\": \"promotion\"}]")
                .on("POST " + REPO + "/labels", 201, "{\"id\": 2, \"name\": \"dev\"}")
                .on("POST " + REPO + "/issues/9/labels", 200, "[]");

        assertThat(forge.label(9, List.of("promotion", "dev"))).isTrue();
        assertThat(bench.server.last("POST " + REPO + "/issues/9/labels").body())
                .isEqualTo("{\"labels\":[1,2]}");
    }

    @Test
    void aPullRequestIsOpened() throws Exception {
        bench.server.on("POST " + REPO + "/pulls", 201, pull("next", false, ""));

        assertThat(forge.open(new PullRequestDraft("next", "main", "Promote", "Why"))
                        .url())
                .isEqualTo("https://gitea.example.com/shop/deploy/pulls/9");
        assertThat(bench.server.last("POST " + REPO + "/pulls").body())
                .isEqualTo("{\"title\":\"Promote\",\"body\":\"Why\",\"head\":\"next\",\"base\":\"main\"}");
    }

    @Test
    void aPullRequestIsMergedAndItsCommitLookedUp() throws Exception {
        bench.server
                .on("GET " + REPO + "/pulls/9", 200, pull("next", false, ", \"mergeable\": true"))
                .on("GET " + REPO + "/pulls/9", 200, pull("next", true, ""))
                .on("POST " + REPO + "/pulls/9/merge", 200, "");

        assertThat(forge.merge(open(9), wish("rebase-merge"))).isEqualTo(new MergeAnswer.Merged(MERGED_AS));
        assertThat(bench.server.last("POST " + REPO + "/pulls/9/merge").body())
                .isEqualTo("{\"Do\":\"rebase-merge\",\"head_commit_id\":\"" + SHA + "\"}");
    }

    @Test
    void reasonsAgainstAMergeAreToldApart() throws Exception {
        bench.server
                .on("GET " + REPO + "/pulls/9", 200, pull("next", false, ", \"mergeable\": false"))
                .on("GET " + REPO + "/pulls/9", 200, pull("next", false, ", \"mergeable\": true"))
                .on("POST " + REPO + "/pulls/9/merge", 405, "{\"message\": \"Please try again later\"}")
                .on("POST " + REPO + "/pulls/9/merge", 405, "{\"message\": \"Not allowed to merge [reason: style]\"}")
                .on("POST " + REPO + "/pulls/9/merge", 409, "{\"message\": \"merge conflict\"}");

        assertThat(forge.merge(open(9), PATIENT)).isInstanceOf(MergeAnswer.NotYet.class);
        assertThat(forge.merge(open(9), PATIENT)).isEqualTo(new MergeAnswer.NotYet("Please try again later"));
        assertThatThrownBy(() -> forge.merge(open(9), PATIENT)).hasMessageContaining("Not allowed to merge");
        assertThatThrownBy(() -> forge.merge(open(9), PATIENT)).hasMessageContaining("merge conflict");
    }
}
