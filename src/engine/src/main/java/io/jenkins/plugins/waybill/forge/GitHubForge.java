package io.jenkins.plugins.waybill.forge;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** GitHub and GitHub Enterprise: REST API version 2022-11-28, and GraphQL where only that knows merge queues. */
final class GitHubForge implements Forge {

    private final Rest rest;
    private final GitHubApi api;
    private final GitHubQueue queue;

    GitHubForge(Rest rest, GitHubApi api) {
        this.rest = rest;
        this.api = api;
        queue = new GitHubQueue(rest, api);
    }

    @Override
    public String description() {
        return rest.description();
    }

    @Override
    public List<PullRequest> find(String sourceBranch, String targetBranch)
            throws ForgeException, InterruptedException {
        URI list = api.repository("/pulls?state=all&per_page=100&sort=created&direction=desc&head="
                + Rest.encoded(api.owner() + ":" + sourceBranch) + "&base=" + Rest.encoded(targetBranch));
        List<PullRequest> found = new ArrayList<>();
        for (JsonNode each : rest.get("list pull requests", list).body()) {
            found.add(pullRequest(each));
        }
        return found;
    }

    @Override
    public PullRequest open(PullRequestDraft draft) throws ForgeException, InterruptedException {
        ObjectNode wanted = Rest.object()
                .put("title", draft.title())
                .put("body", draft.description())
                .put("head", draft.sourceBranch())
                .put("base", draft.targetBranch());
        return pullRequest(rest.post("open a pull request", api.repository("/pulls"), wanted)
                .body());
    }

    @Override
    public boolean label(long number, List<String> labels) throws ForgeException, InterruptedException {
        ObjectNode wanted = Rest.object();
        labels.forEach(wanted.putArray("labels")::add);
        rest.post("label pull request #" + number, api.repository("/issues/" + number + "/labels"), wanted);
        return true;
    }

    @Override
    public PullRequest get(long number) throws ForgeException, InterruptedException {
        return pullRequest(read(number));
    }

    private JsonNode read(long number) throws ForgeException, InterruptedException {
        return rest.get("show pull request #" + number, api.repository("/pulls/" + number))
                .body();
    }

    private static PullRequest pullRequest(JsonNode json) {
        boolean merged = json.path("merged").asBoolean() || json.hasNonNull("merged_at");
        PullRequest.State state = merged
                ? PullRequest.State.MERGED
                : json.path("state").asText().equals("open") ? PullRequest.State.OPEN : PullRequest.State.CLOSED;
        return new PullRequest(
                json.path("number").asLong(),
                Fields.text(json, "/html_url"),
                state,
                Fields.text(json, "/head/sha"),
                // Of an open pull request this is only a trial.
                merged ? Fields.firstText(json, "/merge_commit_sha") : null,
                Fields.instant(json, "/created_at"));
    }

    @Override
    public MergeAnswer merge(PullRequest open, MergeWish wish) throws ForgeException, InterruptedException {
        JsonNode now = read(open.number());
        if (pullRequest(now).isMerged()) {
            return new MergeAnswer.Merged(pullRequest(now).mergeCommit());
        }
        if (wish.asked()) {
            return stillQueued(now);
        }
        if (now.path("draft").asBoolean()) {
            return new MergeAnswer.NotYet("it is a draft");
        }
        if (now.path("mergeable").isNull()) {
            return new MergeAnswer.NotYet("GitHub is still finding out whether it can be merged");
        }
        if (now.has("mergeable") && !now.path("mergeable").asBoolean()) {
            throw rest.refusal("Pull request #" + open.number() + " conflicts with " + Fields.text(now, "/base/ref")
                    + ". Resolve the conflicts on its branch.");
        }
        return send(now, wish);
    }

    private MergeAnswer send(JsonNode now, MergeWish wish) throws ForgeException, InterruptedException {
        ObjectNode wanted = Rest.object().put("sha", Fields.text(now, "/head/sha"));
        if (wish.method() != null) {
            wanted.put("merge_method", wish.method());
        }
        long number = now.path("number").asLong();
        Answer answer = rest.put(
                "merge pull request #" + number, api.repository("/pulls/" + number + "/merge"), wanted, 405, 409);
        if (answer.isSuccess()) {
            return new MergeAnswer.Merged(Fields.firstText(answer.body(), "/sha"));
        }
        String said = answer.complaint();
        if (said.toLowerCase(java.util.Locale.ROOT).contains("merge queue")) {
            return queue(now, wish);
        }
        if (answer.status() == 405 && said.contains("not allowed")) {
            throw rest.refusal(description() + " would not merge pull request #" + number + ": " + said);
        }
        return new MergeAnswer.NotYet(said.isEmpty() ? "GitHub says it is not mergeable" : said);
    }

    private MergeAnswer queue(JsonNode now, MergeWish wish) throws ForgeException, InterruptedException {
        String node = Fields.text(now, "/node_id");
        @Nullable String place = queue.place(node);
        if (place != null) {
            return new MergeAnswer.UnderWay(place);
        }
        if (!wish.patient()) {
            throw rest.refusal("The branch " + Fields.text(now, "/base/ref") + " takes pull requests only from its"
                    + " merge queue, which needs time. Set wait: true.");
        }
        return queue.add(node, Fields.text(now, "/head/sha"));
    }

    private MergeAnswer stillQueued(JsonNode now) throws ForgeException, InterruptedException {
        @Nullable String place = queue.place(Fields.text(now, "/node_id"));
        if (place != null) {
            return new MergeAnswer.UnderWay(place);
        }
        PullRequest latest = get(now.path("number").asLong());
        if (latest.isMerged()) {
            return new MergeAnswer.Merged(latest.mergeCommit());
        }
        throw rest.refusal("Pull request #" + latest.number() + " was thrown out of the merge queue. "
                + Objects.requireNonNullElse(latest.url(), "") + " tells why.");
    }
}
