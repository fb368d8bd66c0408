package io.jenkins.plugins.waybill.forge;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Bitbucket Cloud, by its REST API 2.0. It has no labels. */
final class BitbucketCloudForge implements Forge {

    private static final int FULL_HASH = 40;

    private final Rest rest;
    private final String repository;

    BitbucketCloudForge(Rest rest, String api, RepositoryAddress address) throws ForgeException {
        this.rest = rest;
        if (address.path().size() != 2) {
            throw new ForgeException(
                    ForgeException.Kind.MISCONFIGURED,
                    "repoURL names no repository: a workspace and a name are expected, as in"
                            + " https://bitbucket.org/workspace/name.");
        }
        repository = api + "/2.0/repositories/" + Rest.encoded(address.path().get(0)) + "/"
                + Rest.encoded(address.path().get(1));
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
        String filter =
                "source.branch.name=" + quoted(sourceBranch) + " AND destination.branch.name=" + quoted(targetBranch);
        URI list = at("/pullrequests?pagelen=50&sort=-created_on&state=OPEN&state=MERGED&state=DECLINED"
                + "&state=SUPERSEDED&q=" + Rest.encoded(filter));
        List<PullRequest> found = new ArrayList<>();
        for (JsonNode each : rest.get("list pull requests", list).body().path("values")) {
            String from = Fields.text(each, "/source/repository/full_name");
            if (from.isEmpty() || from.equals(Fields.text(each, "/destination/repository/full_name"))) {
                found.add(pullRequest(each));
            }
        }
        return found;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public PullRequest open(PullRequestDraft draft) throws ForgeException, InterruptedException {
        ObjectNode wanted = Rest.object().put("title", draft.title()).put("description", draft.description());
        wanted.putObject("source").putObject("branch").put("name", draft.sourceBranch());
        wanted.putObject("destination").putObject("branch").put("name", draft.targetBranch());
        return pullRequest(
                rest.post("open a pull request", at("/pullrequests"), wanted).body());
    }

    @Override
    public boolean label(long number, List<String> labels) {
        return false;
    }

    @Override
    public PullRequest get(long number) throws ForgeException, InterruptedException {
        PullRequest found = pullRequest(read(number));
        return found.mergeCommit() == null
                ? found
                : new PullRequest(
                        found.number(),
                        found.url(),
                        found.state(),
                        found.headCommit(),
                        full(found.mergeCommit()),
                        found.createdAt());
    }

    private JsonNode read(long number) throws ForgeException, InterruptedException {
        return rest.get("show pull request #" + number, at("/pullrequests/" + number))
                .body();
    }

    /** Pull requests have commits by their first twelve digits only. */
    private @Nullable String full(@Nullable String hash) throws ForgeException, InterruptedException {
        if (hash == null || hash.length() >= FULL_HASH) {
            return hash;
        }
        JsonNode commit = rest.get("show commit " + hash, at("/commit/" + hash)).body();
        return Fields.firstText(commit, "/hash");
    }

    private static PullRequest pullRequest(JsonNode json) {
        PullRequest.State state =
                switch (json.path("state").asText()) {
                    case "OPEN" -> PullRequest.State.OPEN;
                    case "MERGED" -> PullRequest.State.MERGED;
                    default -> PullRequest.State.CLOSED;
                };
        return new PullRequest(
                json.path("id").asLong(),
                Fields.text(json, "/links/html/href"),
                state,
                Fields.text(json, "/source/commit/hash"),
                state == PullRequest.State.MERGED ? Fields.firstText(json, "/merge_commit/hash") : null,
                Fields.instant(json, "/created_on"));
    }

    @Override
    public MergeAnswer merge(PullRequest open, MergeWish wish) throws ForgeException, InterruptedException {
        JsonNode now = read(open.number());
        if (pullRequest(now).isMerged()) {
            return new MergeAnswer.Merged(full(pullRequest(now).mergeCommit()));
        }
        if (now.path("draft").asBoolean()) {
            return new MergeAnswer.NotYet("it is a draft");
        }
        ObjectNode wanted = Rest.object().put("type", "pullrequest");
        if (wish.method() != null) {
            wanted.put("merge_strategy", wish.method());
        }
        Answer answer = rest.post(
                "merge pull request #" + open.number(),
                at("/pullrequests/" + open.number() + "/merge"),
                wanted,
                400,
                409);
        if (answer.status() == 202) {
            return new MergeAnswer.UnderWay("Bitbucket is merging it");
        }
        if (answer.isSuccess()) {
            return new MergeAnswer.Merged(full(pullRequest(answer.body()).mergeCommit()));
        }
        String said = answer.complaint();
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("conflict") || lower.contains("strategy")) {
            throw rest.refusal(description() + " would not merge pull request #" + open.number() + ": " + said);
        }
        return new MergeAnswer.NotYet(said.isEmpty() ? "Bitbucket cannot merge it now" : said);
    }
}
