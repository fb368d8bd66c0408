package io.jenkins.plugins.waybill.forge;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Azure DevOps Services and Server, by the REST API 7.0. */
final class AzureForge implements Forge {

    private static final String VERSION = "api-version=7.0";
    private static final String BRANCH = "refs/heads/";

    /** Longer descriptions are refused. */
    private static final int LONGEST_DESCRIPTION = 4000;

    private final Rest rest;
    private final String project;
    private final String repository;
    private final String page;

    AzureForge(Rest rest, RepositoryAddress address) throws ForgeException {
        this.rest = rest;
        boolean ssh =
                address.host().equals("ssh.dev.azure.com") || address.host().equals("vs-ssh.visualstudio.com");
        List<String> path = ssh ? ofSsh(address.path()) : address.path();
        String origin = ssh ? "https://dev.azure.com" : address.origin();
        int git = path.indexOf("_git");
        if (git < 0 || path.size() != git + 2) {
            throw new ForgeException(
                    ForgeException.Kind.MISCONFIGURED,
                    "repoURL names no repository of Azure DevOps: expected something like"
                            + " https://dev.azure.com/organisation/project/_git/name.");
        }
        repository = path.get(git + 1);
        int collection = address.host().equals("dev.azure.com") || ssh ? 1 : collectionParts(path, git);
        // A project's repository of the same name may leave the project out.
        String name = git > collection ? path.get(git - 1) : repository;
        String below = path.subList(0, Math.min(collection, git)).stream()
                .map(part -> "/" + Rest.encoded(part))
                .collect(Collectors.joining());
        project = origin + below + "/" + Rest.encoded(name);
        page = project + "/_git/" + Rest.encoded(repository);
    }

    /** {@code v3/organisation/project/name} as the web address has it. */
    private static List<String> ofSsh(List<String> path) {
        return path.size() == 4 ? List.of(path.get(1), path.get(2), "_git", path.get(3)) : path;
    }

    private static int collectionParts(List<String> path, int git) {
        boolean onlyCollection = git == 1 && path.get(0).equals("DefaultCollection");
        return onlyCollection ? 1 : Math.max(0, git - 1);
    }

    @Override
    public String description() {
        return rest.description();
    }

    /** Where people see the repository. */
    String page() {
        return page;
    }

    private URI at(String path, String query) {
        return URI.create(project + "/_apis/git/repositories/" + Rest.encoded(repository) + "/pullrequests" + path + "?"
                + VERSION + query);
    }

    @Override
    public List<PullRequest> find(String sourceBranch, String targetBranch)
            throws ForgeException, InterruptedException {
        URI list = at(
                "",
                "&$top=100&searchCriteria.status=all&searchCriteria.sourceRefName="
                        + Rest.encoded(BRANCH + sourceBranch) + "&searchCriteria.targetRefName="
                        + Rest.encoded(BRANCH + targetBranch));
        List<PullRequest> found = new ArrayList<>();
        for (JsonNode each : rest.get("list pull requests", list).body().path("value")) {
            if (!each.hasNonNull("forkSource")) {
                found.add(pullRequest(each));
            }
        }
        return found;
    }

    @Override
    public PullRequest open(PullRequestDraft draft) throws ForgeException, InterruptedException {
        String description = draft.description();
        ObjectNode wanted = Rest.object()
                .put("title", draft.title())
                .put(
                        "description",
                        description.length() > LONGEST_DESCRIPTION
                                ? description.substring(0, LONGEST_DESCRIPTION - 1) + "…"
                                : description)
                .put("sourceRefName", BRANCH + draft.sourceBranch())
                .put("targetRefName", BRANCH + draft.targetBranch());
        return pullRequest(rest.post("open a pull request", at("", ""), wanted).body());
    }

    @Override
    public boolean label(long number, List<String> labels) throws ForgeException, InterruptedException {
        for (String label : labels) {
            rest.post(
                    "label pull request #" + number,
                    at("/" + number + "/labels", ""),
                    Rest.object().put("name", label));
        }
        return true;
    }

    @Override
    public PullRequest get(long number) throws ForgeException, InterruptedException {
        return pullRequest(read(number));
    }

    private JsonNode read(long number) throws ForgeException, InterruptedException {
        return rest.get("show pull request #" + number, at("/" + number, "")).body();
    }

    private PullRequest pullRequest(JsonNode json) {
        PullRequest.State state =
                switch (json.path("status").asText()) {
                    case "active", "notSet" -> PullRequest.State.OPEN;
                    case "completed" -> PullRequest.State.MERGED;
                    default -> PullRequest.State.CLOSED;
                };
        long number = json.path("pullRequestId").asLong();
        String web = Fields.text(json, "/repository/webUrl");
        return new PullRequest(
                number,
                (web.isEmpty() ? page : web) + "/pullrequest/" + number,
                state,
                Fields.text(json, "/lastMergeSourceCommit/commitId"),
                state == PullRequest.State.MERGED ? Fields.firstText(json, "/lastMergeCommit/commitId") : null,
                Fields.instant(json, "/creationDate"));
    }

    @Override
    public MergeAnswer merge(PullRequest open, MergeWish wish) throws ForgeException, InterruptedException {
        JsonNode now = read(open.number());
        PullRequest latest = pullRequest(now);
        if (latest.isMerged()) {
            return new MergeAnswer.Merged(latest.mergeCommit());
        }
        if (now.path("isDraft").asBoolean()) {
            return new MergeAnswer.NotYet("it is a draft");
        }
        switch (now.path("mergeStatus").asText()) {
            case "conflicts" ->
                throw rest.refusal("Pull request #" + open.number() + " conflicts with its target branch. Resolve the"
                        + " conflicts on its own branch.");
            case "queued", "notSet" -> {
                return new MergeAnswer.NotYet("Azure DevOps is still finding out whether it can be merged");
            }
            default -> {
                // Policies are judged when completion is asked for.
            }
        }
        ObjectNode wanted = Rest.object().put("status", "completed");
        wanted.putObject("lastMergeSourceCommit").put("commitId", latest.headCommit());
        if (wish.method() != null) {
            wanted.putObject("completionOptions").put("mergeStrategy", wish.method());
        }
        Answer answer = rest.patch("complete pull request #" + open.number(), at("/" + open.number(), ""), wanted, 409);
        if (!answer.isSuccess()) {
            return new MergeAnswer.NotYet(answer.complaint());
        }
        PullRequest after = pullRequest(answer.body());
        if (after.isMerged()) {
            return new MergeAnswer.Merged(after.mergeCommit());
        }
        boolean rejected = answer.body().path("mergeStatus").asText().equals("rejectedByPolicy");
        return rejected
                ? new MergeAnswer.NotYet("branch policies are not satisfied")
                : new MergeAnswer.UnderWay("Azure DevOps is completing it");
    }
}
