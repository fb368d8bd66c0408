package io.jenkins.plugins.waybill.forge;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Bitbucket Data Center, by its REST API 1.0. It has no labels on pull requests. */
final class BitbucketDataCenterForge implements Forge {

    private static final String BRANCH = "refs/heads/";

    private final Rest rest;
    private final String key;
    private final String slug;
    private final String base;

    BitbucketDataCenterForge(Rest rest, RepositoryAddress address) throws ForgeException {
        this.rest = rest;
        List<String> path = address.path();
        int scm = path.indexOf("scm");
        int project = scm >= 0 ? scm + 1 : path.size() - 2;
        if (project < 0 || path.size() != project + 2) {
            throw new ForgeException(
                    ForgeException.Kind.MISCONFIGURED,
                    "repoURL names no repository of Bitbucket Data Center: a project and a name are expected, as in"
                            + " https://bitbucket.example.com/scm/PROJECT/name.git.");
        }
        key = path.get(project);
        slug = path.get(project + 1);
        // It may live below a path of its own.
        String below = scm <= 0 ? "" : "/" + String.join("/", path.subList(0, scm));
        base = address.origin() + below + "/rest/api/1.0/projects/" + Rest.encoded(key) + "/repos/" + Rest.encoded(slug)
                + "/pull-requests";
    }

    @Override
    public String description() {
        return rest.description();
    }

    private URI at(String pathAndQuery) {
        return URI.create(base + pathAndQuery);
    }

    @Override
    public List<PullRequest> find(String sourceBranch, String targetBranch)
            throws ForgeException, InterruptedException {
        URI list = at("?state=ALL&direction=OUTGOING&order=NEWEST&limit=100&at=" + Rest.encoded(BRANCH + sourceBranch));
        List<PullRequest> found = new ArrayList<>();
        for (JsonNode each : rest.get("list pull requests", list).body().path("values")) {
            boolean ownBranch = each.at("/fromRef/repository/id").equals(each.at("/toRef/repository/id"));
            if (ownBranch && Fields.text(each, "/toRef/id").equals(BRANCH + targetBranch)) {
                found.add(pullRequest(each));
            }
        }
        return found;
    }

    @Override
    public PullRequest open(PullRequestDraft draft) throws ForgeException, InterruptedException {
        ObjectNode wanted = Rest.object().put("title", draft.title()).put("description", draft.description());
        wanted.set("fromRef", ref(draft.sourceBranch()));
        wanted.set("toRef", ref(draft.targetBranch()));
        return pullRequest(rest.post("open a pull request", at(""), wanted).body());
    }

    private ObjectNode ref(String branch) {
        ObjectNode ref = Rest.object().put("id", BRANCH + branch);
        ref.putObject("repository").put("slug", slug).putObject("project").put("key", key);
        return ref;
    }

    @Override
    public boolean label(long number, List<String> labels) {
        return false;
    }

    @Override
    public PullRequest get(long number) throws ForgeException, InterruptedException {
        return pullRequest(read(number));
    }

    private JsonNode read(long number) throws ForgeException, InterruptedException {
        return rest.get("show pull request #" + number, at("/" + number)).body();
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
                Fields.text(json, "/links/self/0/href"),
                state,
                Fields.text(json, "/fromRef/latestCommit"),
                state == PullRequest.State.MERGED ? Fields.firstText(json, "/properties/mergeCommit/id") : null,
                Instant.ofEpochMilli(json.path("createdDate").asLong()));
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
        JsonNode check = rest.get(
                        "tell whether pull request #" + open.number() + " can be merged",
                        at("/" + open.number() + "/merge"))
                .body();
        if (check.path("conflicted").asBoolean()) {
            throw rest.refusal("Pull request #" + open.number() + " conflicts with "
                    + Fields.text(now, "/toRef/displayId") + ". Resolve the conflicts on its branch.");
        }
        if (!check.path("canMerge").asBoolean()) {
            return new MergeAnswer.NotYet(vetoes(check.path("vetoes"), "Bitbucket cannot merge it now"));
        }
        ObjectNode wanted = Rest.object().put("version", now.path("version").asInt());
        if (wish.method() != null) {
            wanted.put("strategyId", wish.method());
        }
        Answer answer = rest.post(
                "merge pull request #" + open.number(),
                at("/" + open.number() + "/merge?version=" + now.path("version").asInt()),
                wanted,
                409);
        if (!answer.isSuccess()) {
            return new MergeAnswer.NotYet(vetoes(answer.body().at("/errors/0/vetoes"), answer.complaint()));
        }
        PullRequest after = get(open.number());
        return after.isMerged()
                ? new MergeAnswer.Merged(after.mergeCommit())
                : new MergeAnswer.UnderWay("Bitbucket is merging it");
    }

    private static String vetoes(JsonNode vetoes, String otherwise) {
        String joined = StreamSupport.stream(vetoes.spliterator(), false)
                .map(veto -> veto.path("summaryMessage").asText())
                .collect(Collectors.joining("; "));
        return joined.isEmpty() ? otherwise : joined;
    }
}
