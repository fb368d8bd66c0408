package io.jenkins.plugins.waybill.forge;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** GitLab, by its REST API v4: merge requests, and merge trains where the project has them. */
final class GitLabForge implements Forge {

    /** What a train waits for by itself. */
    private static final Set<String> TRAIN_TAKES = Set.of("mergeable", "ci_still_running", "ci_must_pass");

    private final Rest rest;
    private final String project;

    GitLabForge(Rest rest, RepositoryAddress address) {
        this.rest = rest;
        project = address.origin() + "/api/v4/projects/" + Rest.encoded(String.join("/", address.path()));
    }

    @Override
    public String description() {
        return rest.description();
    }

    private URI at(String pathAndQuery) {
        return URI.create(project + pathAndQuery);
    }

    @Override
    public List<PullRequest> find(String sourceBranch, String targetBranch)
            throws ForgeException, InterruptedException {
        URI list = at("/merge_requests?state=all&per_page=100&order_by=created_at&sort=desc&source_branch="
                + Rest.encoded(sourceBranch) + "&target_branch=" + Rest.encoded(targetBranch));
        List<PullRequest> found = new ArrayList<>();
        for (JsonNode each : rest.get("list merge requests", list).body()) {
            found.add(pullRequest(each));
        }
        return found;
    }

    @Override
    public PullRequest open(PullRequestDraft draft) throws ForgeException, InterruptedException {
        ObjectNode wanted = Rest.object()
                .put("source_branch", draft.sourceBranch())
                .put("target_branch", draft.targetBranch())
                .put("title", draft.title())
                .put("description", draft.description());
        return pullRequest(
                rest.post("open a merge request", at("/merge_requests"), wanted).body());
    }

    @Override
    public boolean label(long number, List<String> labels) throws ForgeException, InterruptedException {
        ObjectNode wanted = Rest.object().put("add_labels", String.join(",", labels));
        rest.put("label merge request !" + number, at("/merge_requests/" + number), wanted);
        return true;
    }

    @Override
    public PullRequest get(long number) throws ForgeException, InterruptedException {
        return pullRequest(read(number));
    }

    private JsonNode read(long number) throws ForgeException, InterruptedException {
        return rest.get("show merge request !" + number, at("/merge_requests/" + number))
                .body();
    }

    private static PullRequest pullRequest(JsonNode json) {
        PullRequest.State state =
                switch (json.path("state").asText()) {
                    case "merged" -> PullRequest.State.MERGED;
                    case "closed" -> PullRequest.State.CLOSED;
                    // "locked" is a merge in progress.
                    default -> PullRequest.State.OPEN;
                };
        return new PullRequest(
                json.path("iid").asLong(),
                Fields.text(json, "/web_url"),
                state,
                Fields.text(json, "/sha"),
                // A fast-forward makes no commit: the branch's own is on the target then.
                state == PullRequest.State.MERGED
                        ? Fields.firstText(json, "/merge_commit_sha", "/squash_commit_sha", "/sha")
                        : null,
                Fields.instant(json, "/created_at"));
    }

    @Override
    public MergeAnswer merge(PullRequest open, MergeWish wish) throws ForgeException, InterruptedException {
        String method = wish.method();
        if (method != null && !method.equals("merge") && !method.equals("squash")) {
            throw rest.refusal("mergeMethod '" + method + "' is none of GitLab's; it knows merge and squash.");
        }
        JsonNode now = read(open.number());
        PullRequest latest = pullRequest(now);
        if (latest.isMerged()) {
            return new MergeAnswer.Merged(latest.mergeCommit());
        }
        String status = status(now);
        if (status.equals("conflict")) {
            throw rest.refusal("Merge request !" + open.number() + " conflicts with "
                    + Fields.text(now, "/target_branch") + ". Resolve the conflicts on its branch.");
        }
        ObjectNode wanted = Rest.object().put("sha", latest.headCommit());
        if (method != null) {
            wanted.put("squash", method.equals("squash"));
        }
        if (hasTrains()) {
            return board(now, wish, status, wanted);
        }
        if (!status.equals("mergeable")) {
            return new MergeAnswer.NotYet(words(status));
        }
        Answer answer = rest.put(
                "merge !" + open.number(),
                at("/merge_requests/" + open.number() + "/merge"),
                wanted,
                405,
                406,
                409,
                422);
        if (!answer.isSuccess()) {
            return new MergeAnswer.NotYet(
                    answer.complaint().isEmpty() ? "GitLab cannot merge it now" : answer.complaint());
        }
        PullRequest after = pullRequest(answer.body());
        return after.isMerged()
                ? new MergeAnswer.Merged(after.mergeCommit())
                : new MergeAnswer.UnderWay("GitLab is merging it");
    }

    private boolean hasTrains() throws ForgeException, InterruptedException {
        JsonNode settings = rest.get("show the project", at("")).body();
        return settings.path("merge_trains_enabled").asBoolean();
    }

    private MergeAnswer board(JsonNode now, MergeWish wish, String status, ObjectNode wanted)
            throws ForgeException, InterruptedException {
        long number = now.path("iid").asLong();
        Answer car = rest.get("show the merge train", at("/merge_trains/merge_requests/" + number), 404);
        if (car.isSuccess() && !car.body().path("status").asText().equals("merged")) {
            String stands = car.body().path("status").asText("idle").replace('_', ' ');
            return new MergeAnswer.UnderWay("it is on the merge train (" + stands + ")");
        }
        if (now.path("merge_when_pipeline_succeeds").asBoolean()) {
            return new MergeAnswer.UnderWay("it joins the merge train when its pipeline succeeds");
        }
        if (wish.asked()) {
            PullRequest latest = get(number);
            if (latest.isMerged()) {
                return new MergeAnswer.Merged(latest.mergeCommit());
            }
            throw rest.refusal(
                    "Merge request !" + number + " was thrown off the merge train. " + latest.url() + " tells why.");
        }
        if (!wish.patient()) {
            throw rest.refusal("The project merges by a merge train, which needs time. Set wait: true.");
        }
        if (!TRAIN_TAKES.contains(status)) {
            return new MergeAnswer.NotYet(words(status));
        }
        wanted.put("auto_merge", true).put("when_pipeline_succeeds", true);
        Answer answer = rest.post(
                "put !" + number + " on the merge train",
                at("/merge_trains/merge_requests/" + number),
                wanted,
                400,
                409);
        return answer.isSuccess()
                ? new MergeAnswer.UnderWay("it was put on the merge train")
                : new MergeAnswer.NotYet("the merge train does not take it: " + answer.complaint());
    }

    /** Before 15.6 GitLab knew only the coarse {@code merge_status}. */
    private static String status(JsonNode now) {
        String detailed = Fields.text(now, "/detailed_merge_status");
        if (!detailed.isEmpty()) {
            return detailed;
        }
        return switch (Fields.text(now, "/merge_status")) {
            case "can_be_merged" -> "mergeable";
            case "cannot_be_merged" -> now.path("has_conflicts").asBoolean() ? "conflict" : "not_mergeable";
            default -> "checking";
        };
    }

    private static String words(String status) {
        return switch (status) {
            case "draft_status" -> "it is a draft";
            case "not_approved" -> "approvals are missing";
            case "ci_must_pass" -> "its pipeline must succeed first";
            case "ci_still_running" -> "its pipeline runs";
            case "discussions_not_resolved" -> "discussions are not resolved";
            case "need_rebase" -> "its branch must be rebased";
            case "checking", "unchecked", "preparing", "approvals_syncing" ->
                "GitLab is still finding out whether it can be merged";
            default -> "GitLab says: " + status.replace('_', ' ').toLowerCase(Locale.ROOT);
        };
    }
}
