package io.jenkins.plugins.waybill.forge;

import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** GitHub's merge queues, which only its GraphQL API knows. */
final class GitHubQueue {

    private static final String PLACE =
            "query($id: ID!) { node(id: $id) { ... on PullRequest { mergeQueueEntry { state position } } } }";
    private static final String ADD =
            "mutation($id: ID!, $head: GitObjectID!) { enqueuePullRequest(input: {pullRequestId: $id,"
                    + " expectedHeadOid: $head}) { mergeQueueEntry { state position } } }";

    private final Rest rest;
    private final GitHubApi api;

    GitHubQueue(Rest rest, GitHubApi api) {
        this.rest = rest;
        this.api = api;
    }

    /** Where a pull request stands in the queue, in words; null when it is in none. */
    @Nullable
    String place(String nodeId) throws ForgeException, InterruptedException {
        ObjectNode query = Rest.object().put("query", PLACE);
        query.putObject("variables").put("id", nodeId);
        // A query changes nothing, though it is sent with POST.
        Answer answer = rest.post("tell a place in the merge queue", api.graphql(), query);
        if (answer.body().path("errors").size() > 0) {
            throw rest.refusal(
                    rest.description() + " would not tell a place in the merge queue: " + answer.complaint());
        }
        JsonNode entry = answer.body().at("/data/node/mergeQueueEntry");
        return entry.isObject() ? words(entry) : null;
    }

    /** Puts a pull request at the end of its branch's queue. */
    MergeAnswer add(String nodeId, String head) throws ForgeException, InterruptedException {
        ObjectNode mutation = Rest.object().put("query", ADD);
        mutation.putObject("variables").put("id", nodeId).put("head", head);
        Answer answer = rest.post("put a pull request into the merge queue", api.graphql(), mutation);
        JsonNode entry = answer.body().at("/data/enqueuePullRequest/mergeQueueEntry");
        return entry.isObject()
                ? new MergeAnswer.UnderWay(words(entry))
                : new MergeAnswer.NotYet("the merge queue does not take it: " + answer.complaint());
    }

    private static String words(JsonNode entry) {
        String state =
                entry.path("state").asText("QUEUED").toLowerCase(Locale.ROOT).replace('_', ' ');
        return "it is in the merge queue, at place " + entry.path("position").asInt() + " (" + state + ")";
    }
}
