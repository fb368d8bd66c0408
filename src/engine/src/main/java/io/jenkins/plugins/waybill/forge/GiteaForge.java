package io.jenkins.plugins.waybill.forge;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Gitea and Forgejo, by their API v1. */
final class GiteaForge implements Forge {

    private static final int PAGE = 50;
    private static final int MOST_PAGES = 10;
    private static final String LABEL_COLOUR = "#ededed";

    private final Rest rest;
    private final String repository;

    GiteaForge(Rest rest, RepositoryAddress address) throws ForgeException {
        this.rest = rest;
        int size = address.path().size();
        if (size < 2) {
            throw new ForgeException(
                    ForgeException.Kind.MISCONFIGURED,
                    "repoURL names no repository: behind " + address.host() + " an owner and a name are expected.");
        }
        // Gitea may live below a path of its own.
        StringBuilder below = new StringBuilder();
        address.path().subList(0, size - 2).forEach(part -> below.append('/').append(Rest.encoded(part)));
        repository = address.origin() + below + "/api/v1/repos/"
                + Rest.encoded(address.path().get(size - 2)) + "/"
                + Rest.encoded(address.path().get(size - 1));
    }

    @Override
    public String description() {
        return rest.description();
    }

    private URI at(String pathAndQuery) {
        return URI.create(repository + pathAndQuery);
    }

    @Override
    public List<PullRequest> find(String sourceBranch, String targetBranch)
            throws ForgeException, InterruptedException {
        List<PullRequest> found = new ArrayList<>();
        // The API filters by neither branch.
        for (int page = 1; page <= MOST_PAGES; page++) {
            URI list = at("/pulls?state=all&sort=recentupdate&limit=" + PAGE + "&page=" + page);
            JsonNode listed = rest.get("list pull requests", list).body();
            for (JsonNode each : listed) {
                boolean ownBranch = each.at("/head/repo_id").equals(each.at("/base/repo_id"));
                if (ownBranch
                        && Fields.text(each, "/head/ref").equals(sourceBranch)
                        && Fields.text(each, "/base/ref").equals(targetBranch)) {
                    found.add(pullRequest(each));
                }
            }
            if (listed.size() < PAGE) {
                break;
            }
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
        return pullRequest(
                rest.post("open a pull request", at("/pulls"), wanted).body());
    }

    /** Labels go by number here, and must exist. */
    @Override
    public boolean label(long number, List<String> labels) throws ForgeException, InterruptedException {
        Map<String, Long> known = new HashMap<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            JsonNode listed = rest.get("list labels", at("/labels?limit=" + PAGE + "&page=" + page))
                    .body();
            listed.forEach(label ->
                    known.put(label.path("name").asText(), label.path("id").asLong()));
            if (listed.size() < PAGE) {
                break;
            }
        }
        ObjectNode wanted = Rest.object();
        ArrayNode ids = wanted.putArray("labels");
        for (String label : labels) {
            Long id = known.get(label);
            if (id == null) {
                ObjectNode made = Rest.object().put("name", label).put("color", LABEL_COLOUR);
                id = rest.post("make the label '" + label + "'", at("/labels"), made)
                        .body()
                        .path("id")
                        .asLong();
            }
            ids.add(id);
        }
        rest.post("label pull request #" + number, at("/issues/" + number + "/labels"), wanted);
        return true;
    }

    @Override
    public PullRequest get(long number) throws ForgeException, InterruptedException {
        return pullRequest(read(number));
    }

    private JsonNode read(long number) throws ForgeException, InterruptedException {
        return rest.get("show pull request #" + number, at("/pulls/" + number)).body();
    }

    private static PullRequest pullRequest(JsonNode json) {
        boolean merged = json.path("merged").asBoolean();
        PullRequest.State state = merged
                ? PullRequest.State.MERGED
                : json.path("state").asText().equals("open") ? PullRequest.State.OPEN : PullRequest.State.CLOSED;
        return new PullRequest(
                json.path("number").asLong(),
                Fields.text(json, "/html_url"),
                state,
                Fields.text(json, "/head/sha"),
                merged ? Fields.firstText(json, "/merge_commit_sha") : null,
                Fields.instant(json, "/created_at"));
    }

    @Override
    public MergeAnswer merge(PullRequest open, MergeWish wish) throws ForgeException, InterruptedException {
        JsonNode now = read(open.number());
        if (pullRequest(now).isMerged()) {
            return new MergeAnswer.Merged(pullRequest(now).mergeCommit());
        }
        if (now.path("draft").asBoolean()) {
            return new MergeAnswer.NotYet("it is a draft");
        }
        if (!now.path("mergeable").asBoolean(true)) {
            return new MergeAnswer.NotYet("Gitea says it cannot be merged: it conflicts, or is still being checked");
        }
        ObjectNode wanted = Rest.object()
                .put("Do", wish.method() == null ? "merge" : wish.method())
                .put("head_commit_id", Fields.text(now, "/head/sha"));
        Answer answer = rest.post(
                "merge pull request #" + open.number(), at("/pulls/" + open.number() + "/merge"), wanted, 405, 409);
        if (!answer.isSuccess()) {
            return notMerged(open.number(), answer);
        }
        PullRequest after = get(open.number());
        return after.isMerged()
                ? new MergeAnswer.Merged(after.mergeCommit())
                : new MergeAnswer.UnderWay("it is merged as soon as its checks succeed");
    }

    private MergeAnswer notMerged(long number, Answer answer) throws ForgeException {
        String said = answer.complaint();
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("merge style") || lower.contains("not allowed") || lower.contains("conflict")) {
            throw rest.refusal(description() + " would not merge pull request #" + number + ": " + said);
        }
        return new MergeAnswer.NotYet(said.isEmpty() ? "Gitea cannot merge it now" : said);
    }
}
