package io.jenkins.plugins.waybill.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One repository of a registry, with the access that one project has to it. What is read is asked of the registry's mirrors
 * first, and of itself when none of them gives it; what is written goes to itself only. Thread-safe.
 */
public final class RemoteRepository {

    private final RepositoryEndpoint origin;
    private final List<Mirror> mirrors;
    private volatile String route = "";

    /** A question that a mirror can answer as well as its registry. */
    interface Question<T, E extends IOException> {
        T ask(RepositoryEndpoint place) throws RegistryException, E;
    }

    private record Answer<T>(T content, String route) {}

    RemoteRepository(RepositoryEndpoint origin, List<Mirror> mirrors) {
        this.origin = origin;
        this.mirrors = List.copyOf(mirrors);
    }

    /** Where it is; mirrors have no part in that. */
    public RepositoryName name() {
        return origin.name();
    }

    /**
     * All tags, in the registry's order. Who asks while somebody else does shares the answer; pages that did not change
     * are not sent again by registries that can tell.
     */
    public List<String> tags() throws RegistryException {
        Answer<List<String>> answer = this.<List<String>, RegistryException>ask(RepositoryEndpoint::tags, tags -> true);
        route = answer.route();
        return answer.content();
    }

    /**
     * For people: which mirror answered the last question for tags or a tag's digest, or why none did; empty where there
     * is no mirror.
     */
    public String route() {
        return route;
    }

    /** The digest of what a tag points to, without what it points to; empty when there is no such tag. */
    public Optional<String> digest(String tag) throws RegistryException {
        Answer<Optional<String>> answer =
                this.<Optional<String>, RegistryException>ask(place -> place.digest(tag), Optional::isPresent);
        route = answer.route();
        return answer.content();
    }

    /** A manifest by tag or digest; empty when there is none. */
    public Optional<FetchedManifest> manifest(String reference) throws RegistryException {
        return this.<Optional<FetchedManifest>, RegistryException>ask(
                        place -> place.manifest(reference), Optional::isPresent)
                .content();
    }

    /**
     * A small blob, such as the configuration of an image.
     *
     * @param limit the most bytes that are taken
     */
    public byte[] blob(String digest, int limit) throws RegistryException {
        return this.<byte[], RegistryException>ask(place -> place.blob(digest, limit), blob -> true)
                .content();
    }

    /**
     * A blob of any size, to a file.
     *
     * @param limit the most bytes that are taken
     */
    public void saveBlob(String digest, long limit, Path file) throws IOException {
        this.<Path, IOException>ask(
                place -> {
                    place.saveBlob(digest, limit, file);
                    return file;
                },
                saved -> true);
    }

    /** The registry itself, where things are written. */
    RepositoryEndpoint origin() {
        return origin;
    }

    /** As containerd, Podman and Docker do, whatever a mirror says instead of an answer leads to the registry itself. */
    private <T, E extends IOException> Answer<T> ask(Question<T, E> question, Predicate<T> enough)
            throws RegistryException, E {
        List<String> missed = new ArrayList<>();
        for (Mirror mirror : mirrors) {
            try {
                T content = mirror.ask(question);
                if (enough.test(content)) {
                    return new Answer<>(content, "as its mirror " + mirror + " has it");
                }
                missed.add("Its mirror " + mirror + " does not have it either.");
            } catch (RegistryException e) {
                missed.add("Its mirror " + mirror + " gave no answer: " + e.getMessage());
            }
        }
        try {
            T content = question.ask(origin);
            return new Answer<>(
                    content,
                    missed.isEmpty() ? "" : "as " + name().registry() + " itself has it. " + String.join(" ", missed));
        } catch (RegistryException e) {
            throw e.and(missed);
        }
    }
}
