package io.jenkins.plugins.waybill.api;

import java.nio.file.Path;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class OpenApiTest {

    private final OpenApi document = OpenApi.read();

    @Test
    void every_route_is_documented_and_every_documented_path_is_routed(@TempDir Path home) {
        try (ApiHarness harness = new ApiHarness(home)) {
            assertThat(document.operations())
                    .containsExactlyInAnyOrderElementsOf(harness.routes().stream()
                            .map(route -> route.method() + " " + route.template())
                            .collect(Collectors.toSet()));
        }
    }

    @Test
    void what_a_route_needs_is_documented(@TempDir Path home) {
        try (ApiHarness harness = new ApiHarness(home)) {
            for (Route route : harness.routes()) {
                JsonNode operation = document.operation(route.method(), route.template());
                if (route.method().equals("POST")) {
                    assertThat(operation.path("description").asText())
                            .as(route.template())
                            .isEqualTo("Needs the permission " + route.permission() + ".");
                }
                assertThat(operation.path("responses").has("304"))
                        .as(route.template())
                        .isEqualTo(route.versioned());
            }
        }
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(document.brokenReferences()).isEmpty();
    }
}
