package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** What commands leave in a state directory for those that come after: its manifests, and the server that uses it. */
final class StateNotes {

    private static final int MILLIS_TO_CONNECT = 1000;

    private final Path server;
    private final Path pipeline;

    StateNotes(Path state) {
        this.server = state.resolve("server.json");
        this.pipeline = state.resolve("pipeline.json");
    }

    void noteServer(String url) {
        write(
                server,
                Output.object()
                        .put("url", url)
                        .put("pid", ProcessHandle.current().pid()));
    }

    void forgetServer() {
        try {
            Files.deleteIfExists(server);
        } catch (IOException e) {
            // A note that stays is found to be stale by whoever reads it.
        }
    }

    /** The server that uses the directory, if one listens where the note says. */
    Optional<String> server() {
        return read(server).map(note -> note.path("url").asText()).filter(StateNotes::listens);
    }

    private static boolean listens(String url) {
        URI uri = URI.create(url);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), MILLIS_TO_CONNECT);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void notePipeline(List<Path> paths) {
        var note = Output.object();
        ArrayNode list = note.putArray("paths");
        paths.forEach(path -> list.add(path.toAbsolutePath().normalize().toString()));
        write(pipeline, note);
    }

    /** Where the manifests are that the state belongs to; empty when nobody noted it. */
    List<Path> pipeline() {
        return read(pipeline)
                .map(note -> {
                    List<Path> paths = new java.util.ArrayList<>();
                    note.path("paths").forEach(path -> paths.add(Path.of(path.asText())));
                    return List.copyOf(paths);
                })
                .orElse(List.of());
    }

    private static Optional<JsonNode> read(Path note) {
        try {
            return Files.exists(note) ? Optional.of(Output.MAPPER.readTree(note.toFile())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void write(Path note, JsonNode content) {
        try {
            Files.createDirectories(note.toAbsolutePath().getParent());
            Files.writeString(note, Output.pretty(content) + System.lineSeparator());
        } catch (IOException e) {
            throw new No("The file " + note + " cannot be written: " + e.getMessage());
        }
    }
}
