package io.jenkins.plugins.waybill.warehouse.vectors;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleImage;

/** Repositories of a registry in memory, which answers reads as Debian's {@code docker-registry} does, and pages beside it. */
final class RegistryContent implements RegistryFront.Behaviour {

    /** Bytes and what they are. */
    record Document(String mediaType, byte[] content) {

        String digest() {
            return SampleImage.digest(content);
        }
    }

    private record Page(int status, String text) {}

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final Map<String, Document> documents = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();

    /** Keeps a document for whatever repository asks for its digest. */
    Document keep(String mediaType, byte[] content) {
        Document document = new Document(mediaType, content);
        documents.put(document.digest(), document);
        return document;
    }

    /** Makes or moves a tag. */
    void tag(String repository, String tag, Document document) {
        tags.computeIfAbsent(repository, unknown -> new ConcurrentSkipListMap<>())
                .put(tag, document.digest());
    }

    /** Answers that to whoever asks for a path. */
    void page(String path, int status, String text) {
        pages.put(path, new Page(status, text));
    }

    @Override
    public boolean handles(HttpExchange exchange) throws IOException {
        Page page = pages.get(exchange.getRequestURI().getPath());
        if (page != null) {
            RegistryFront.answer(exchange, page.status(), page.text());
            return true;
        }
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        if (path.length != 5 || !path[1].equals("v2")) {
            return false;
        }
        Map<String, String> here = tags.getOrDefault(path[2], new TreeMap<>());
        if (path[3].equals("tags") && !here.isEmpty()) {
            ObjectNode list = JsonNodeFactory.instance.objectNode().put("name", path[2]);
            here.keySet().forEach(list.putArray("tags")::add);
            RegistryFront.answer(exchange, 200, list.toString());
            return true;
        }
        Document document = documents.get(here.getOrDefault(path[4], path[4]));
        if (document == null) {
            return false;
        }
        exchange.getResponseHeaders().add("Content-Type", document.mediaType());
        exchange.getResponseHeaders().add("Docker-Content-Digest", document.digest());
        RegistryFront.answer(exchange, 200, document.content());
        return true;
    }
}
