package io.jenkins.plugins.waybill.warehouse.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.waybill.registry.RepositoryName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of repositories, in memory for those that were asked lately, and in a file each for all. A file that is
 * lost or cannot be read costs some requests and nothing else. Thread-safe.
 */
final class ImageMemory {

    private static final Logger LOG = LoggerFactory.getLogger(ImageMemory.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final RepositoryMemory.Content NOTHING = new RepositoryMemory.Content(Map.of(), Map.of(), Map.of());

    /** As many images as Kargo's cache holds, each with about three entries. */
    private static final int MOST_ENTRIES = 300_000;

    private final Path directory;
    private final Map<RepositoryName, RepositoryMemory> recent = new LinkedHashMap<>(16, 0.75f, true);

    ImageMemory(Path directory) {
        this.directory = directory;
    }

    synchronized RepositoryMemory of(RepositoryName name) {
        RepositoryMemory known = recent.get(name);
        if (known == null) {
            known = new RepositoryMemory(load(file(name)));
            recent.put(name, known);
        }
        return known;
    }

    /** Writes down what became known since the last time. */
    synchronized void keep(RepositoryName name, RepositoryMemory memory) {
        if (!memory.takeChanged()) {
            return;
        }
        save(file(name), memory.content());
        int entries = recent.values().stream().mapToInt(RepositoryMemory::size).sum();
        Iterator<RepositoryMemory> eldest = recent.values().iterator();
        while (entries > MOST_ENTRIES && recent.size() > 1) {
            entries -= eldest.next().size();
            eldest.remove();
        }
    }

    private Path file(RepositoryName name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((name.host() + "/" + name.path()).getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(hash, 0, 16) + ".json");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RepositoryMemory.Content load(Path file) {
        if (!Files.exists(file)) {
            return NOTHING;
        }
        try {
            return JSON.readValue(file.toFile(), RepositoryMemory.Content.class);
        } catch (IOException | RuntimeException e) {
            LOG.info("{} cannot be read and is made anew: {}", file, e.getMessage());
            return NOTHING;
        }
    }

    private void save(Path file, RepositoryMemory.Content content) {
        try {
            Files.createDirectories(directory);
            Path next = Files.createTempFile(directory, "next", ".json");
            try {
                JSON.writeValue(next.toFile(), content);
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be written; images are asked for again after a restart: {}", file, e.getMessage());
        }
    }
}
