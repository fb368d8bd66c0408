package io.jenkins.plugins.waybill.registry;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpCall;
import org.jspecify.annotations.Nullable;

/** The tags of one repository, page by page; remembers the pages of registries that can tell whether they changed. */
final class TagLists {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FIRST_PAGE = "tags/list?n=1000";
    private static final int LARGEST_PAGE = 32 * 1024 * 1024;
    private static final int MOST_TAGS = 500_000;
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?");
    private static final int MOST_PAGES = 64;

    /** A registry that sends less than that on its pages, after so many of them, has no end in mind. */
    private static final int FEWEST_ON_A_PAGE = 10;

    private static final int PAGES_BEFORE_DOUBT = 100;

    private final SingleFlight<List<String>> flight = new SingleFlight<>();
    private final Map<URI, Page> pages = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, Page> eldest) {
            return size() > MOST_PAGES;
        }
    };

    private record Page(List<String> tags, @Nullable URI next, String etag) {}

    List<String> read(RepositoryEndpoint repository) throws RegistryException {
        return flight.join(() -> readAll(repository));
    }

    private List<String> readAll(RepositoryEndpoint repository) throws RegistryException {
        List<String> tags = new ArrayList<>();
        Set<URI> seen = new HashSet<>();
        for (URI next = repository.address(FIRST_PAGE); next != null; ) {
            boolean again = !seen.add(next);
            boolean empty = seen.size() > PAGES_BEFORE_DOUBT + tags.size() / FEWEST_ON_A_PAGE;
            if (again || empty || tags.size() > MOST_TAGS) {
                String how = again
                        ? "sends the same page again."
                        : empty ? "sends page after page with hardly a tag." : "has more than " + MOST_TAGS + ".";
                throw new RegistryException(
                        RegistryException.Reason.INVALID_ANSWER,
                        "The tags of " + repository.name() + " have no end: the registry " + how
                                + " Watch a smaller repository.");
            }
            Page page = page(repository, next);
            tags.addAll(page.tags());
            next = page.next();
        }
        return List.copyOf(tags);
    }

    private Page page(RepositoryEndpoint repository, URI address) throws RegistryException {
        Page before;
        synchronized (pages) {
            before = pages.get(address);
        }
        List<HttpCall.Header> headers = new ArrayList<>();
        headers.add(new HttpCall.Header("Accept", "application/json"));
        if (before != null) {
            headers.add(new HttpCall.Header("If-None-Match", before.etag()));
        }
        HttpAnswer answer = repository.get(address, LARGEST_PAGE, headers);
        if (before != null && answer.status() == 304) {
            return before;
        }
        repository.expectSuccess(answer, "list of tags");
        Page page = new Page(
                tags(repository, answer),
                next(repository, address, answer),
                answer.header("ETag").orElse(""));
        synchronized (pages) {
            if (page.etag().isEmpty()) {
                pages.remove(address);
            } else {
                pages.put(address, page);
            }
        }
        return page;
    }

    private static List<String> tags(RepositoryEndpoint repository, HttpAnswer answer) throws RegistryException {
        try {
            JsonNode list = JSON.readTree(Body.of(answer, LARGEST_PAGE, "The list of tags of " + repository.name()))
                    .path("tags");
            List<String> tags = new ArrayList<>();
            if (list.isArray() || list.isNull()) {
                list.forEach(tag -> tags.add(tag.asText()));
                return tags;
            }
        } catch (RegistryException e) {
            throw e;
        } catch (IOException e) {
            // Said below.
        }
        throw new RegistryException(
                RegistryException.Reason.INVALID_ANSWER,
                "The answer of " + repository.name().host() + " to the question for the tags of " + repository.name()
                        + " is no list of tags. Check that this is a registry with the Docker or OCI API.");
    }

    private static @Nullable URI next(RepositoryEndpoint repository, URI address, HttpAnswer answer)
            throws RegistryException {
        Optional<Matcher> link = answer.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Link"))
                .flatMap(header -> header.getValue().stream())
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .findFirst();
        if (link.isEmpty()) {
            return null;
        }
        URI next;
        try {
            next = address.resolve(link.get().group(1));
        } catch (IllegalArgumentException e) {
            throw elsewhere(repository, link.get().group(1));
        }
        // Some proxies forget that they are reached by https.
        boolean same = next.getRawAuthority() != null && next.getRawAuthority().equals(address.getRawAuthority());
        if (!same) {
            throw elsewhere(repository, String.valueOf(link.get().group(1)));
        }
        return URI.create(address.getScheme() + "://" + next.getRawAuthority() + next.getRawPath()
                + (next.getRawQuery() == null ? "" : "?" + next.getRawQuery()));
    }

    private static RegistryException elsewhere(RepositoryEndpoint repository, String link) {
        return new RegistryException(
                RegistryException.Reason.INVALID_ANSWER,
                "The next page of the tags of " + repository.name() + " is said to be at '" + Words.clean(link)
                        + "', which is not on the registry; it is not asked. The registry's configuration is at fault.");
    }
}
