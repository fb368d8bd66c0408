package io.jenkins.plugins.waybill.plugin.project;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.util.AtomicFileWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The manifests that were last in force, kept beside the configuration so that a restart needs no repository. */
final class LastGood {

    private static final Logger LOGGER = Logger.getLogger(LastGood.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private LastGood() {}

    /** Where those of a project are kept. */
    static Path of(PromotionProject project) {
        return new File(project.getRootDir(), "manifests-in-force.json").toPath();
    }

    static Optional<ManifestSource.Texts> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var stored = JSON.readTree(Files.readString(file));
            return Optional.of(new ManifestSource.Texts(
                    stored.path("revision").asText(),
                    JSON.convertValue(stored.path("files"), new TypeReference<LinkedHashMap<String, String>>() {})));
        } catch (IOException | IllegalArgumentException e) {
            LOGGER.log(Level.WARNING, "The manifests kept in " + file + " cannot be read; they are fetched anew", e);
            return Optional.empty();
        }
    }

    static void write(Path file, ManifestSource.Texts texts) {
        var content = JSON.createObjectNode().put("revision", texts.revision());
        content.set("files", JSON.valueToTree(texts.files()));
        try (AtomicFileWriter writer = new AtomicFileWriter(file, StandardCharsets.UTF_8)) {
            try {
                writer.write(content.toString());
                writer.commit();
            } finally {
                writer.abort();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The manifests could not be kept in " + file + "; a restart reads them anew", e);
        }
    }

    static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "Left behind", e);
        }
    }
}
