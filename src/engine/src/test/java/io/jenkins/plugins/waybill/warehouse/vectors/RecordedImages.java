package io.jenkins.plugins.waybill.warehouse.vectors;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import io.jenkins.plugins.waybill.warehouse.vectors.RegistryContent.Document;

/**
 * A repository of images. {@code images} says what there is: an image by {@code platform} (linux/amd64 if absent),
 * {@code created}, {@code labels} and {@code annotations}, or by the text of its {@code config}; an {@code index} by the
 * images in it; of {@code type} docker, or else OCI's. {@code tags} says which tag points to which.
 */
final class RecordedImages implements World {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode world;
    private final RegistryContent content;
    private final String host;
    private final Discovery discovery;
    private final Map<String, Document> built = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    RecordedImages(JsonNode world, RegistryContent content, String host, Discovery discovery) {
        this.world = world;
        this.content = content;
        this.host = host;
        this.discovery = discovery;
        world.get("images")
                .fieldNames()
                .forEachRemaining(name -> names.put(build(name).digest(), name));
        move(world.get("tags"));
    }

    private String name() {
        return world.get("world").asText();
    }

    @Override
    public String kind() {
        return "image";
    }

    @Override
    public String address() {
        return host + "/" + name();
    }

    @Override
    public Discovery discovery() {
        return discovery;
    }

    @Override
    public void move(JsonNode tags) {
        tags.fields()
                .forEachRemaining(tag ->
                        content.tag(name(), tag.getKey(), build(tag.getValue().asText())));
    }

    @Override
    public List<JsonNode> found(Discovered discovered) {
        List<JsonNode> found = new ArrayList<>();
        for (Image image : discovered.candidates().images()) {
            ArrayNode row = JSON.arrayNode().add(image.tag()).add(names.get(image.digest()));
            if (!image.annotations().isEmpty()) {
                ObjectNode annotations = row.addObject();
                image.annotations().forEach(annotations::put);
            }
            found.add(row);
        }
        return found;
    }

    private Document build(String name) {
        Document known = built.get(name);
        if (known == null) {
            JsonNode image = world.get("images").get(name);
            ObjectNode manifest = image.has("index") ? index(image) : image(name, image);
            if (image.has("annotations")) {
                manifest.set("annotations", image.get("annotations"));
            }
            known = keep(manifest.get("mediaType").asText(), manifest.toString());
            built.put(name, known);
        }
        return known;
    }

    private ObjectNode index(JsonNode image) {
        ObjectNode manifest = JSON.objectNode()
                .put("schemaVersion", 2)
                .put("mediaType", isDocker(image) ? SampleImage.DOCKER_LIST : SampleImage.OCI_INDEX);
        ArrayNode entries = manifest.putArray("manifests");
        for (JsonNode entry : image.get("index")) {
            ObjectNode written =
                    pointer(entries.addObject(), build(entry.get("image").asText()));
            if (entry.has("platform")) {
                platform(written.putObject("platform"), entry.get("platform").asText());
            }
            if (entry.has("annotations")) {
                written.set("annotations", entry.get("annotations"));
            }
        }
        return manifest;
    }

    private ObjectNode image(String name, JsonNode image) {
        ObjectNode manifest = JSON.objectNode()
                .put("schemaVersion", 2)
                .put("mediaType", isDocker(image) ? SampleImage.DOCKER_MANIFEST : SampleImage.OCI_MANIFEST);
        String type = isDocker(image)
                ? "application/vnd.docker.container.image.v1+json"
                : "application/vnd.oci.image.config.v1+json";
        String config = image.has("config")
                ? image.get("config").asText()
                : config(name, image).toString();
        pointer(manifest.putObject("config"), keep(type, config));
        manifest.putArray("layers");
        return manifest;
    }

    private static ObjectNode config(String name, JsonNode image) {
        ObjectNode config = platform(JSON.objectNode(), image.path("platform").asText("linux/amd64"));
        if (image.has("created")) {
            config.set("created", image.get("created"));
        }
        ObjectNode labels = config.putObject("config").putObject("Labels").put("name", name);
        image.path("labels").fields().forEachRemaining(label -> labels.set(label.getKey(), label.getValue()));
        config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        return config;
    }

    private static ObjectNode platform(ObjectNode written, String platform) {
        String[] parts = platform.split("/", 3);
        written.put("os", parts[0]).put("architecture", parts[1]);
        return parts.length == 3 ? written.put("variant", parts[2]) : written;
    }

    private static ObjectNode pointer(ObjectNode written, Document document) {
        return written.put("mediaType", document.mediaType())
                .put("digest", document.digest())
                .put("size", document.content().length);
    }

    private Document keep(String mediaType, String text) {
        return content.keep(mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isDocker(JsonNode image) {
        return image.path("type").asText().equals("docker");
    }
}
