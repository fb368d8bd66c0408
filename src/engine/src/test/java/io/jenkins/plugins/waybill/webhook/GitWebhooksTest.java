package io.jenkins.plugins.waybill.webhook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Webhooks of forges, with payloads built from the examples in each vendor's documentation. */
class GitWebhooksTest {

    private static WebhookBench bench(String receiver, String... warehouses) {
        Map<String, String> subscriptions = new LinkedHashMap<>();
        for (int i = 0; i < warehouses.length; i += 2) {
            subscriptions.put(warehouses[i], warehouses[i + 1]);
        }
        return new WebhookBench(receiver, subscriptions);
    }

    private static Map<String, String> gitHub(String event, String body) {
        return Map.of(
                "X-GitHub-Event",
                event,
                "X-GitHub-Delivery",
                "72d3162e-cc78-11e3-81ab-4c9367dc0958",
                "X-Hub-Signature-256",
                "sha256=" + WebhookBench.signature(body));
    }

    private static String gitHubPush(String ref, String commits) {
        return """
                {"ref": "%s", "before": "6113728f27ae82c7b1a177c8d03f9e96e0adf246",
                 "after": "76ae82c7b1a177c8d03f9e96e0adf2466113728f", "created": false, "deleted": false, "forced": false,
                 "commits": %s, "pusher": {"name": "ada"},
                 "repository": {"full_name": "shop/app", "html_url": "https://github.com/shop/app",
                                "clone_url": "https://github.com/shop/app.git", "ssh_url": "git@github.com:shop/app.git",
                                "default_branch": "trunk"}}
                """.formatted(ref, commits);
    }

    private static final WebhookBench GITHUB = bench(
            "github: {secretRef: {name: s}}",
            "default",
            "{git: {repoURL: 'https://github.com/shop/app.git'}}",
            "branch",
            "{git: {repoURL: 'ssh://git@github.com/shop/app', branch: release}}",
            "docs",
            "{git: {repoURL: 'https://github.com/Shop/App', includePaths: [docs], excludePaths: ['glob:**/*.tmp']}}",
            "tags",
            "{git: {repoURL: 'https://github.com/shop/app', commitSelectionStrategy: SemVer, semverConstraint: ^2.0.0}}",
            "lexical",
            "{git: {repoURL: 'https://github.com/shop/app', commitSelectionStrategy: Lexical, allowTagsRegexes: ['^nightly-']}}",
            "other",
            "{git: {repoURL: 'https://github.com/shop/other'}}",
            "image",
            "{image: {repoURL: ghcr.io/shop/app, constraint: ^1.0.0}}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refs/heads/trunk          | default docs
            refs/heads/main           |
            refs/heads/release        | branch
            refs/heads/feature        |
            refs/tags/v2.3.1          | tags
            refs/tags/v3.0.0          |
            refs/tags/nightly-0501    | lexical
            """)
    void aPushConcernsThoseWhoWatchItsBranchOrTag(String ref, String warehouses) {
        String body = gitHubPush(ref, "[]");

        assertThat(GITHUB.refreshed(gitHub("push", body), body))
                .containsExactlyInAnyOrder(warehouses == null ? new String[0] : warehouses.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"added": ["docs/a.md"], "modified": [], "removed": []}]                                | default docs
            [{"added": [], "modified": ["src/a.c"], "removed": []}]                                  | default
            [{"added": [], "modified": ["src/b.c"], "removed": []}, {"removed": ["docs/b.md"]}]      | default docs
            [{"added": ["docs/c.tmp"], "modified": [], "removed": []}]                               | default
            """)
    void aPushConcernsThoseWhoWatchItsPaths(String commits, String warehouses) {
        String body = gitHubPush("refs/heads/trunk", commits);

        assertThat(GITHUB.refreshed(gitHub("push", body), body)).containsExactlyInAnyOrder(warehouses.split(" "));
    }

    @Test
    void aPackageOnGitHubConcernsThoseWhoWatchTheImage() {
        String body = """
                {"action": "published", "registry_package": {"name": "app", "package_type": "CONTAINER",
                 "package_version": {"version": "sha256:1", "package_url": "ghcr.io/shop/app:1.4.2",
                                     "container_metadata": {"tag": {"name": "1.4.2", "digest": "sha256:1"}}}}}
                """;
        assertThat(GITHUB.refreshed(gitHub("registry_package", body), body)).containsExactly("image");

        String outside = body.replace("1.4.2", "2.0.0");
        assertThat(GITHUB.refreshed(gitHub("registry_package", outside), outside))
                .isEmpty();
        String deleted = body.replace("published", "deleted");
        assertThat(GITHUB.send(gitHub("registry_package", deleted), deleted).answer())
                .hasToString("{\"msg\":\"a package was deleted; that concerns nothing here\"}");
    }

    @Test
    void gitHubsPullRequestsPingsAndOthers() {
        String closed = """
                {"action": "closed", "number": 2, "pull_request": {"number": 2, "state": "closed", "merged": true,
                 "html_url": "https://github.com/shop/deploy/pull/2"}}
                """;
        assertThat(GITHUB.send(gitHub("pull_request", closed), closed).pullRequests())
                .containsExactly("https://github.com/shop/deploy/pull/2");
        String opened = closed.replace("closed", "opened");
        assertThat(GITHUB.send(gitHub("pull_request", opened), opened).answer().toString())
                .contains("a pull request was opened; that concerns nothing here");
        String ping = "{\"zen\": \"Keep it logically awesome.\", \"hook_id\": 1}";
        assertThat(GITHUB.send(gitHub("ping", ping), ping).answer().toString()).contains("pong");
        assertThat(GITHUB.send(gitHub("star", ping), ping).status()).isEqualTo(400);
    }

    @Test
    void gitHubMaySendTheBodyAsAForm() {
        String body = "payload="
                + java.net.URLEncoder.encode(
                        gitHubPush("refs/heads/release", "[]"), java.nio.charset.StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>(gitHub("push", body));
        headers.put("Content-Type", "application/x-www-form-urlencoded");

        assertThat(GITHUB.refreshed(headers, body)).containsExactly("branch");
    }

    @Test
    void gitLabsPushesTagsAndMergeRequests() {
        WebhookBench bench = bench(
                "gitlab: {secretRef: {name: s}}",
                "main",
                "{git: {repoURL: 'https://gitlab.example.com/group/app.git', includePaths: [lib]}}",
                "tags",
                "{git: {repoURL: 'https://gitlab.example.com/group/app', commitSelectionStrategy: NewestTag}}");
        Map<String, String> headers = Map.of("X-Gitlab-Token", WebhookBench.SECRET, "X-Gitlab-Event", "Push Hook");
        String push = """
                {"object_kind": "push", "event_name": "push", "ref": "refs/heads/master",
                 "project": {"web_url": "https://gitlab.example.com/group/app", "default_branch": "master",
                             "git_ssh_url": "git@gitlab.example.com:group/app.git",
                             "git_http_url": "https://gitlab.example.com/group/app.git"},
                 "commits": [{"id": "b6568db1", "added": ["CHANGELOG"], "modified": ["lib/a.rb"], "removed": []}],
                 "total_commits_count": 1}
                """;

        assertThat(bench.refreshed(headers, push)).containsExactly("main");
        String elsewhere = push.replace("lib/a.rb", "app/a.rb");
        assertThat(bench.refreshed(headers, elsewhere)).isEmpty();
        assertThat(bench.refreshed(
                        headers, elsewhere.replace("\"total_commits_count\": 1", "\"total_commits_count\": 21")))
                .as("not all commits are listed")
                .containsExactly("main");
        String tag = push.replace("\"push\", \"event_name\": \"push\"", "\"tag_push\", \"event_name\": \"tag_push\"")
                .replace("refs/heads/master", "refs/tags/v1.0.0");
        assertThat(bench.refreshed(headers, tag)).containsExactly("tags");
        String merged = """
                {"object_kind": "merge_request", "object_attributes": {"iid": 16, "state": "merged", "action": "merge",
                 "url": "https://gitlab.example.com/group/app/-/merge_requests/16"}}
                """;
        assertThat(bench.send(headers, merged).pullRequests())
                .containsExactly("https://gitlab.example.com/group/app/-/merge_requests/16");
        assertThat(bench.send(headers, merged.replace("\"merge\"", "\"approved\""))
                        .pullRequests())
                .isEmpty();
        assertThat(bench.send(headers, "{\"object_kind\": \"note\"}").status()).isEqualTo(400);
        assertThat(bench.send(Map.of("X-Gitlab-Token", "guess"), push).answer())
                .hasToString("{\"error\":\"the header X-Gitlab-Token is not the one agreed on\"}");
        assertThat(bench.send(Map.of(), push).status()).isEqualTo(401);
    }

    @Test
    void giteasPushesAndPullRequests() {
        WebhookBench bench = bench(
                "gitea: {secretRef: {name: s}}", "main", "{git: {repoURL: 'https://gitea.example.com/shop/app'}}");
        String push = """
                {"ref": "refs/heads/main", "total_commits": 1,
                 "commits": [{"id": "bffeb741", "added": ["a"], "removed": [], "modified": []}],
                 "repository": {"full_name": "shop/app", "html_url": "https://gitea.example.com/shop/app",
                                "ssh_url": "ssh://git@gitea.example.com:2222/shop/app.git",
                                "clone_url": "https://gitea.example.com/shop/app.git", "default_branch": "main"}}
                """;
        String closed = "{\"action\": \"closed\", \"number\": 5, \"pull_request\": {\"html_url\":"
                + " \"https://gitea.example.com/shop/app/pulls/5\", \"merged\": true}}";

        assertThat(bench.refreshed(gitea("X-Gitea-Event", "push", push), push)).containsExactly("main");
        assertThat(bench.send(gitea("X-Forgejo-Event", "pull_request", closed), closed)
                        .pullRequests())
                .containsExactly("https://gitea.example.com/shop/app/pulls/5");
        assertThat(bench.send(gitea("X-Gitea-Event", "fork", closed), closed).status())
                .isEqualTo(400);
        assertThat(bench.send(Map.of("X-Gitea-Event", "push"), push).status()).isEqualTo(401);
    }

    private static Map<String, String> gitea(String header, String event, String body) {
        return Map.of(header, event, "X-Hub-Signature-256", "sha256=" + WebhookBench.signature(body));
    }

    @Test
    void bitbucketClouds() {
        WebhookBench bench = bench(
                "bitbucket: {secretRef: {name: s}}",
                "main",
                "{git: {repoURL: 'https://bitbucket.org/shop/app.git', branch: main}}",
                "tags",
                "{git: {repoURL: 'ssh://git@bitbucket.org/shop/app.git', commitSelectionStrategy: NewestTag}}");
        String push = """
                {"actor": {"type": "user"}, "repository": {"type": "repository", "full_name": "shop/app",
                 "links": {"html": {"href": "https://bitbucket.org/shop/app"}}},
                 "push": {"changes": [{"new": {"type": "branch", "name": "main"}, "old": null, "created": true},
                                      {"new": {"type": "tag", "name": "v1"}, "old": null}]}}
                """;
        String fulfilled =
                "{\"pullrequest\": {\"id\": 1, \"links\": {\"html\": {\"href\": \"https://bitbucket.org/shop/app/pull-requests/1\"}}}}";

        assertThat(bench.refreshed(bitbucket("repo:push", push), push)).containsExactly("main", "tags");
        assertThat(bench.send(bitbucket("pullrequest:fulfilled", fulfilled), fulfilled)
                        .pullRequests())
                .containsExactly("https://bitbucket.org/shop/app/pull-requests/1");
        assertThat(bench.send(bitbucket("repo:fork", push + " "), push + " ").status())
                .isEqualTo(400);
    }

    @Test
    void bitbucketDataCenters() {
        WebhookBench bench = bench(
                "bitbucket: {secretRef: {name: s}}",
                "main",
                "{git: {repoURL: 'https://stash.example.com/scm/shop/app.git'}}");
        String changed = """
                {"eventKey": "repo:refs_changed", "date": "2026-05-01T11:00:00+0200",
                 "repository": {"slug": "app", "project": {"key": "SHOP"}, "links": {"clone": [
                   {"href": "ssh://git@stash.example.com:7999/shop/app.git", "name": "ssh"},
                   {"href": "https://stash.example.com/scm/shop/app.git", "name": "http"}]}},
                 "changes": [{"ref": {"id": "refs/heads/master", "displayId": "master", "type": "BRANCH"}, "type": "UPDATE"}]}
                """;
        String merged = "{\"eventKey\": \"pr:merged\", \"pullRequest\": {\"id\": 9, \"links\": {\"self\": [{\"href\":"
                + " \"https://stash.example.com/projects/SHOP/repos/app/pull-requests/9\"}]}}}";

        assertThat(bench.refreshed(bitbucket("repo:refs_changed", changed), changed))
                .containsExactly("main");
        assertThat(bench.send(bitbucket("pr:merged", merged), merged).pullRequests())
                .containsExactly("https://stash.example.com/projects/shop/repos/app/pull-requests/9");
        assertThat(bench.send(Map.of("X-Event-Key", "diagnostics:ping"), "{\"test\": true}")
                        .status())
                .isEqualTo(200);
        assertThat(bench.send(Map.of("X-Event-Key", "pr:merged"), merged).status())
                .isEqualTo(401);
    }

    private static Map<String, String> bitbucket(String event, String body) {
        return Map.of("X-Event-Key", event, "X-Hub-Signature", "sha256=" + WebhookBench.signature(body));
    }

    @Test
    void azureDevOps() {
        WebhookBench bench = bench(
                "azure: {secretRef: {name: s}}",
                "main",
                "{git: {repoURL: 'https://dev.azure.com/acme/shop/_git/app'}}");
        String push = """
                {"eventType": "git.push", "publisherId": "tfs", "resource": {
                 "refUpdates": [{"name": "refs/heads/develop", "oldObjectId": "aad3", "newObjectId": "33b5"}],
                 "repository": {"name": "app", "defaultBranch": "refs/heads/develop",
                                "remoteUrl": "https://acme@dev.azure.com/acme/shop/_git/app"}}}
                """;
        String merged = """
                {"eventType": "git.pullrequest.merged", "resource": {"pullRequestId": 22, "status": "completed",
                 "repository": {"remoteUrl": "https://acme@dev.azure.com/acme/shop/_git/app"}}}
                """;

        assertThat(bench.refreshed(Map.of(), push)).containsExactly("main");
        assertThat(bench.send(Map.of(), merged).pullRequests())
                .containsExactly("https://dev.azure.com/acme/shop/_git/app/pullrequest/22");
        String updated = merged.replace("git.pullrequest.merged", "git.pullrequest.updated");
        assertThat(bench.send(Map.of(), updated.replace("completed", "active")).pullRequests())
                .isEmpty();
        assertThat(bench.send(Map.of(), updated.replace("completed", "abandoned"))
                        .pullRequests())
                .hasSize(1);
        assertThat(bench.send(Map.of(), "{\"eventType\": \"build.complete\"}").status())
                .isEqualTo(400);
    }

    @Test
    void aRuleThatCannotBeAppliedLetsThePushThrough() {
        var broken = new io.jenkins.plugins.waybill.model.Subscription.Git(
                "",
                "https://github.com/shop/app",
                io.jenkins.plugins.waybill.model.Subscription.CommitSelection.NEWEST_TAG,
                "",
                "",
                false,
                List.of("("),
                List.of(),
                "",
                List.of(),
                List.of(),
                "",
                "",
                false,
                20,
                io.jenkins.plugins.waybill.model.SourcePosition.NONE);
        var warehouse = new io.jenkins.plugins.waybill.model.Warehouse(
                "broken",
                Map.of(),
                java.time.Duration.ofMinutes(5),
                true,
                "",
                List.of(broken),
                io.jenkins.plugins.waybill.model.SourcePosition.NONE);
        var push = new WebhookEvent.Push(
                java.util.Set.of("https://github.com/shop/app"), "refs/tags/v1", "", java.util.Optional.empty());

        assertThat(WarehouseMatch.concerns(warehouse, push)).isTrue();
    }
}
