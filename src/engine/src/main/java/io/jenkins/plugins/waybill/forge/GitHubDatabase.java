package io.jenkins.plugins.waybill.forge;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The Git database of a GitHub repository, through its REST API: commits that GitHub makes, and signs for whoever asks
 * for them, and the refs that point to them. Thread-safe.
 */
public final class GitHubDatabase {

    private final Rest rest;
    private final GitHubApi api;

    GitHubDatabase(Rest rest, GitHubApi api) {
        this.rest = rest;
        this.api = api;
    }

    /** What became of the wish to move a ref. */
    public enum Move {
        MOVED,
        /** The ref is not where it was thought to be, so that moving it would lose commits of others. */
        OVERTAKEN
    }

    /**
     * What a ref points to.
     *
     * @param ref without {@code refs/} in front, such as {@code heads/main}
     * @return empty when there is no such ref
     */
    public Optional<String> ref(String ref) throws ForgeException, InterruptedException {
        Answer answer = rest.get("show the ref " + ref, api.repository("/git/ref/" + path(ref)), 404, 409);
        return answer.isSuccess()
                ? Optional.ofNullable(Fields.firstText(answer.body(), "/object/sha"))
                : Optional.empty();
    }

    /**
     * Makes a commit. Author and committer are left to GitHub, which takes whoever the credentials belong to and signs the
     * commit when that is a GitHub App. No ref points to it yet, so it is safe to repeat.
     *
     * @param tree of which GitHub has the objects
     * @param parent of which GitHub has the objects
     * @return its id
     */
    public String commit(String message, String tree, String parent) throws ForgeException, InterruptedException {
        ObjectNode wanted = Rest.object().put("message", message).put("tree", tree);
        wanted.putArray("parents").add(parent);
        Answer answer = rest.post("make a commit", api.repository("/git/commits"), wanted);
        String made = Fields.text(answer.body(), "/sha");
        if (!made.matches("[0-9a-f]{40,64}")
                || !Fields.text(answer.body(), "/tree/sha").equals(tree)) {
            throw new ForgeException(
                    ForgeException.Kind.UNCERTAIN,
                    rest.description() + " was asked to make a commit, and its answer names none with these files.");
        }
        return made;
    }

    /**
     * Points a ref to a commit. Safe to repeat.
     *
     * @param ref without {@code refs/} in front
     * @param force whether commits that the ref has may be lost
     */
    public Move move(String ref, String commit, boolean force) throws ForgeException, InterruptedException {
        ObjectNode wanted = Rest.object().put("sha", commit).put("force", force);
        String what = "move " + ref;
        Answer answer = rest.patch(what, api.repository("/git/refs/" + path(ref)), wanted, 422);
        return answer.isSuccess() ? Move.MOVED : overtaken(what, answer, "not a fast forward", "does not exist");
    }

    /** Makes a ref that must not be there yet. */
    public Move create(String ref, String commit) throws ForgeException, InterruptedException {
        ObjectNode wanted = Rest.object().put("ref", "refs/" + ref).put("sha", commit);
        String what = "create " + ref;
        Answer answer = rest.post(what, api.repository("/git/refs"), wanted, 422);
        return answer.isSuccess() ? Move.MOVED : overtaken(what, answer, "already exists");
    }

    /** GitHub has one status for lost races and for its rules, and tells them apart in words only. */
    private Move overtaken(String what, Answer answer, String... races) throws ForgeException {
        String said = answer.complaint();
        if (Arrays.stream(races).anyMatch(said::contains)) {
            return Move.OVERTAKEN;
        }
        throw rest.refusal(rest.description() + " would not " + what + " (422): " + said);
    }

    /** Removes a ref; one that is not there is passed over. */
    public void delete(String ref) throws ForgeException, InterruptedException {
        rest.delete("remove " + ref, api.repository("/git/refs/" + path(ref)), 404, 422);
    }

    private static String path(String ref) {
        return Arrays.stream(ref.split("/")).map(Rest::encoded).collect(Collectors.joining("/"));
    }

    @Override
    public String toString() {
        return rest.description();
    }
}
