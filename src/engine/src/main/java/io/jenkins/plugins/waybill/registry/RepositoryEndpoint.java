package io.jenkins.plugins.waybill.registry;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.HttpFailure;
import io.jenkins.plugins.waybill.http.TlsTrust;
import org.jspecify.annotations.Nullable;

/**
 * One place where a repository can be asked, its registry or a mirror, with the access that one project has to it.
 * Thread-safe.
 */
final class RepositoryEndpoint {

    private static final int LARGEST_MANIFEST = 4 * 1024 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration TRANSFER = Duration.ofMinutes(15);
    private static final String MANIFESTS = String.join(
            ", ", MediaTypes.OCI_INDEX, MediaTypes.DOCKER_LIST, MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_MANIFEST);

    private final RepositoryName name;
    private final Access access;
    private final TlsTrust trust;
    private final Base base;
    private final TagLists tagLists = new TagLists();

    /** Where the API begins, such as {@code https://ghcr.io}; it may have to be found out. */
    interface Base {
        String find() throws RegistryException;
    }

    RepositoryEndpoint(RepositoryName name, Access access, TlsTrust trust, Base base) {
        this.name = name;
        this.access = access;
        this.trust = trust;
        this.base = base;
    }

    /** Where it is. */
    RepositoryName name() {
        return name;
    }

    /**
     * All tags, in the registry's order. Who asks while somebody else does shares the answer; pages that did not change
     * are not sent again by registries that can tell.
     */
    List<String> tags() throws RegistryException {
        return tagLists.read(this);
    }

    /** The digest of what a tag points to, without what it points to; empty when there is no such tag. */
    Optional<String> digest(String tag) throws RegistryException {
        HttpAnswer answer = ask("HEAD", "manifests/" + encoded(tag), MANIFESTS, LARGEST_MANIFEST, null);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        Optional<String> digest = answer.header("Docker-Content-Digest").filter(ContentDigest::isDigest);
        // Some registries know no HEAD, and some do not tell the digest.
        return answer.isSuccess() && digest.isPresent() ? digest : manifest(tag).map(FetchedManifest::digest);
    }

    /** A manifest by tag or digest; empty when there is none. */
    Optional<FetchedManifest> manifest(String reference) throws RegistryException {
        HttpAnswer answer = ask("GET", "manifests/" + encoded(reference), MANIFESTS, LARGEST_MANIFEST, null);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        expectSuccess(answer, "manifest of " + reference);
        String what = "The manifest of " + name + ":" + reference;
        byte[] content = Body.of(answer, LARGEST_MANIFEST, what);
        String promised = ContentDigest.isDigest(reference)
                ? reference
                : answer.header("Docker-Content-Digest")
                        .filter(ContentDigest::isDigest)
                        .orElse("");
        String digest = ContentDigest.of(content, promised);
        if (!promised.isEmpty() && !promised.equals(digest)) {
            throw mismatch(what, promised, digest);
        }
        String type =
                answer.header("Content-Type").orElse("").replaceFirst(";.*", "").strip();
        return Optional.of(new FetchedManifest(type, digest, content));
    }

    /**
     * A small blob, such as the configuration of an image.
     *
     * @param limit the most bytes that are taken
     */
    byte[] blob(String digest, int limit) throws RegistryException {
        HttpAnswer answer = ask("GET", "blobs/" + digest, "*/*", limit, null);
        expectSuccess(answer, "blob " + digest);
        byte[] content = Body.of(answer, limit, "The blob " + digest + " of " + name);
        String found = ContentDigest.of(content, digest);
        if (!found.equals(digest)) {
            throw mismatch("The blob " + digest + " of " + name, digest, found);
        }
        return content;
    }

    /**
     * A blob of any size, to a file.
     *
     * @param limit the most bytes that are taken
     */
    void saveBlob(String digest, long limit, Path file) throws IOException {
        try {
            HttpCall call = HttpCall.get(address("blobs/" + digest).toString())
                    .trust(trust)
                    .timeout(TRANSFER)
                    .largestAnswer(limit);
            expectSuccess(access.send(call, file), "blob " + digest);
        } catch (HttpFailure e) {
            throw invalid(e);
        }
        String found = ContentDigest.of(file, digest);
        if (!found.equals(digest)) {
            throw mismatch("The blob " + digest + " of " + name, digest, found);
        }
    }

    /** Whether a blob is here. */
    boolean hasBlob(String digest) throws RegistryException {
        return ask("HEAD", "blobs/" + digest, "*/*", LARGEST_MANIFEST, null).isSuccess();
    }

    /**
     * Brings a blob here, without sending it when the registry can take it from another repository of its own.
     *
     * @param from where the registry may take it from
     * @return whether it is here now; when not, {@link #upload} sends it
     */
    boolean mountBlob(String digest, RepositoryName from) throws RegistryException {
        HttpAnswer answer = write(
                call("POST", address("blobs/uploads/")).query("mount", digest).query("from", from.path()));
        return answer.status() == 201;
    }

    /** Sends a blob. */
    void upload(String digest, Path file) throws RegistryException {
        HttpAnswer opened = write(call("POST", address("blobs/uploads/")));
        expectSuccess(opened, "upload of " + digest);
        String location = opened.header("Location").orElse("");
        try {
            URI place = opened.uri().resolve(new URI(location));
            HttpAnswer sent = write(call("PUT", place)
                    .query("digest", digest)
                    .header("Content-Type", "application/octet-stream")
                    .body(new HttpCall.Body.File(file)));
            expectSuccess(sent, "upload of " + digest);
        } catch (URISyntaxException e) {
            throw new RegistryException(
                    RegistryException.Reason.INVALID_ANSWER,
                    name.host() + " wants the blob " + digest + " at a place that is no URL.");
        }
    }

    /**
     * Puts a manifest under a tag or its digest; what it points to must be here.
     *
     * @throws RegistryException {@code DENIED} when the credentials may only read
     */
    void putManifest(String reference, String mediaType, byte[] content) throws RegistryException {
        HttpAnswer answer = write(call("PUT", address("manifests/" + reference))
                .header("Content-Type", mediaType)
                .body(content));
        expectSuccess(answer, "manifest " + reference);
    }

    private HttpCall call(String method, URI address) throws RegistryException {
        try {
            return HttpCall.of(method, address.toString()).trust(trust).timeout(TRANSFER);
        } catch (HttpFailure e) {
            throw invalid(e);
        }
    }

    /** What is written is named by its digest, so that writing it once more changes nothing. */
    private HttpAnswer write(HttpCall call) throws RegistryException {
        return access.send(call, null);
    }

    HttpAnswer get(URI address, long limit, List<HttpCall.Header> headers) throws RegistryException {
        try {
            HttpCall call = HttpCall.get(address.toString())
                    .trust(trust)
                    .timeout(TIMEOUT)
                    .largestAnswer(limit);
            for (HttpCall.Header header : headers) {
                call = call.header(header.name(), header.value());
            }
            return access.send(call, null);
        } catch (HttpFailure e) {
            throw invalid(e);
        }
    }

    /** The address of something of this repository. */
    URI address(String resource) throws RegistryException {
        return URI.create(base.find() + "/v2/" + name.path() + "/" + resource);
    }

    void expectSuccess(HttpAnswer answer, String what) throws RegistryException {
        if (answer.isSuccess()) {
            return;
        }
        String status = "status " + answer.status() + Words.error(answer);
        throw switch (answer.status()) {
            case 401, 403 ->
                new RegistryException(
                        RegistryException.Reason.DENIED,
                        name.host() + " gives no access to " + name + " " + access.means() + ": " + status + "."
                                + Denied.ADVICE);
            case 404 ->
                new RegistryException(
                        RegistryException.Reason.NOT_FOUND,
                        name.host() + " has no " + what + " for " + name + ": " + status
                                + ". Check the name; push an image if the repository is still empty; some registries"
                                + " say this also to those who may not see it.");
            default ->
                new RegistryException(
                        answer.status() >= 500
                                ? RegistryException.Reason.BROKEN
                                : RegistryException.Reason.INVALID_ANSWER,
                        name.host() + " did not give the " + what + " of " + name + ": " + status + ". "
                                + (answer.status() >= 500
                                        ? "It is asked again later."
                                        : "Check that this is a registry with the Docker or OCI API."));
        };
    }

    private HttpAnswer ask(String method, String resource, String accept, long limit, @Nullable Path file)
            throws RegistryException {
        try {
            HttpCall call = HttpCall.of(method, address(resource).toString())
                    .header("Accept", accept)
                    .trust(trust)
                    .timeout(TIMEOUT)
                    .largestAnswer(limit);
            return access.send(call, file);
        } catch (HttpFailure e) {
            throw invalid(e);
        }
    }

    /** A reference comes from people, who may write what no tag is like; then there is none. */
    private static String encoded(String reference) {
        return URLEncoder.encode(reference, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":");
    }

    private static RegistryException invalid(IOException problem) {
        return new RegistryException(RegistryException.Reason.INVALID_NAME, String.valueOf(problem.getMessage()));
    }

    private static RegistryException mismatch(String what, String promised, String found) {
        return new RegistryException(
                RegistryException.Reason.INVALID_ANSWER,
                what + " is not what the registry promised: its digest is " + found + " and not " + promised
                        + ". A proxy or a mirror between may be at fault.");
    }
}
