package io.jenkins.plugins.waybill.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.waybill.warehouse.Explained;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of each candidate of a Warehouse, in a compressed file for each: a thousand Warehouses with a thousand tags
 * would not fit into memory, and people ask after a restart too. A file that is lost costs a look at the sources and
 * nothing else. Thread-safe.
 */
final class Explanations {

    private static final Logger LOG = LoggerFactory.getLogger(Explanations.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final Path directory;

    Explanations(Path directory) {
        this.directory = directory;
    }

    /**
     * What a discovery came to.
     *
     * @param at when
     * @param sources for each subscription
     */
    record Explanation(Instant at, List<Explained> sources) {}

    /** The latest; empty when there is none, or it was lost. */
    Optional<Explanation> of(String project, String warehouse) {
        try (InputStream file = new GZIPInputStream(Files.newInputStream(file(project, warehouse)))) {
            return Optional.of(JSON.readValue(file, Explanation.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.info("What Warehouse '{}' of '{}' found cannot be read: {}", warehouse, project, e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether there is one. */
    boolean has(String project, String warehouse) {
        return Files.exists(file(project, warehouse));
    }

    /** Takes the place of what was. */
    void keep(String project, String warehouse, Explanation explanation) {
        try {
            Files.createDirectories(directory);
            Path next = Files.createTempFile(directory, "next", ".gz");
            try {
                try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(next))) {
                    JSON.writeValue(file, explanation);
                }
                Files.move(
                        next,
                        file(project, warehouse),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException e) {
            LOG.warn("What Warehouse '{}' of '{}' found cannot be kept: {}", warehouse, project, e.getMessage());
        }
    }

    /** For a Warehouse that is no more. */
    void forget(String project, String warehouse) {
        try {
            Files.deleteIfExists(file(project, warehouse));
        } catch (IOException e) {
            LOG.info("What Warehouse '{}' of '{}' found stays: {}", warehouse, project, e.getMessage());
        }
    }

    private Path file(String project, String warehouse) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((project + "/" + warehouse).getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(hash, 0, 16) + ".json.gz");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
