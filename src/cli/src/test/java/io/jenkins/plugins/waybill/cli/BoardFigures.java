package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.ObjectMapper;

/** What was measured on the board, for people to read: {@code target/board-figures.json}. Nothing here is asserted. */
final class BoardFigures {

    private static final Path FILE = Path.of("target", "board-figures.json");

    private BoardFigures() {}

    static synchronized void note(String name, Object value) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Map<String, Object> figures = new TreeMap<>();
        if (Files.exists(FILE)) {
            mapper.readerForUpdating(figures).readValue(FILE.toFile());
        }
        figures.put(name, value);
        mapper.writerWithDefaultPrettyPrinter().writeValue(FILE.toFile(), figures);
    }
}
