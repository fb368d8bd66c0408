package io.jenkins.plugins.waybill.warehouse.vectors;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Charts: a classic repository by the text of its {@code index} and maybe its {@code status}, or one in a registry by its tags. */
final class RecordedCharts implements World {

    private final String address;
    private final Discovery discovery;

    RecordedCharts(JsonNode world, RegistryContent content, String host, Discovery discovery) {
        this.discovery = discovery;
        String name = world.get("world").asText();
        if (world.has("index")) {
            address = "http://" + host + "/" + name;
            content.page(
                    "/" + name + "/index.yaml",
                    world.path("status").asInt(200),
                    world.get("index").asText());
        } else {
            address = "oci://" + host + "/" + name;
            RegistryContent.Document chart = content.keep(SampleImage.OCI_MANIFEST, "{}".getBytes(UTF_8));
            world.get("tags").forEach(tag -> content.tag(name, tag.asText(), chart));
        }
    }

    @Override
    public String kind() {
        return "chart";
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Discovery discovery() {
        return discovery;
    }

    @Override
    public List<JsonNode> found(Discovered discovered) {
        List<JsonNode> found = new ArrayList<>();
        discovered
                .candidates()
                .charts()
                .forEach(chart -> found.add(JsonNodeFactory.instance.textNode(chart.version())));
        return found;
    }
}
