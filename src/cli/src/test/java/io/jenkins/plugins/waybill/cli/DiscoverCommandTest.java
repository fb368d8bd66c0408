package io.jenkins.plugins.waybill.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DiscoverCommandTest {

    private static final String WAREHOUSE = """
            apiVersion: kargo.akuity.io/v1alpha1
            kind: Warehouse
            metadata: {name: %s, namespace: shop}
            spec: {freightCreationPolicy: %s, subscriptions: [{git: {repoURL: "file://%s/%s.git", %s}}]}
            ---
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void aRepository() throws Exception {
        DemoRepository.create(directory.resolve("app.git"), "Begin", Map.of("README.md", "An application.\n"));
    }

    private CommandLineRun discover(List<String> warehouses, String... more) throws Exception {
        String project = "apiVersion: kargo.akuity.io/v1alpha1\nkind: Project\nmetadata: {name: shop}\n---\n";
        Path manifests = Files.writeString(directory.resolve("shop.yaml"), project + String.join("", warehouses));
        Stream<String> arguments =
                Stream.of("discover", manifests.toString(), "--state", directory.resolve("state") + "");
        return CommandLineRun.of(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
    }

    private String warehouse(String name, String policy, String repository, String rule) throws Exception {
        return WAREHOUSE.formatted(name, policy, directory.toRealPath(), repository, rule);
    }

    @Test
    void without_a_name_all_are_asked_and_one_that_cannot_look_keeps_no_other_from_it() throws Exception {
        List<String> warehouses = List.of(
                warehouse("lost", "Automatic", "gone", "branch: main"),
                warehouse("by-hand", "Manual", "app", "branch: main"),
                warehouse("narrow", "Automatic", "app", "expressionFilter: \"author == 'Nobody'\""),
                warehouse("app", "Automatic", "app", "branch: main"));
        CommandLineRun told = discover(warehouses);
        JsonNode json = discover(warehouses, "--format", "json").json().path("warehouses");

        assertThat(told.code()).isEqualTo(1);
        assertThat(told.out())
                .containsSubsequence(
                        "Warehouse lost\nIt cannot look: ",
                        "gone.git",
                        "Warehouse by-hand\n",
                        "No Freight: Freight of this Warehouse is assembled by hand",
                        "Warehouse narrow\n",
                        "the only candidate was left out",
                        "With --explain each is listed.",
                        "Warehouse app\n",
                        "Freight ");
        assertThat(json.findValuesAsText("warehouse")).containsExactly("lost", "by-hand", "narrow", "app");
        assertThat(json.at("/0/error").asText()).contains("gone.git");
        assertThat(json.at("/3/freight/name").asText()).hasSize(40);
    }

    @Test
    void all_is_well_where_every_warehouse_has_what_it_looks_for() throws Exception {
        List<String> warehouses = List.of(
                warehouse("by-hand", "Manual", "app", "branch: main"),
                warehouse("app", "Automatic", "app", "branch: main"));

        assertThat(discover(warehouses).code()).isZero();
        assertThat(discover(warehouses, "--warehouse", "by-hand").code()).isEqualTo(1);
    }

    @Test
    void what_is_explained_already_is_not_advertised() throws Exception {
        CommandLineRun told = discover(
                List.of(warehouse("narrow", "Automatic", "app", "expressionFilter: \"author == 'Nobody'\"")),
                "--explain");

        assertThat(told.out()).contains("the only candidate was left out").doesNotContain("--explain");
    }

    @Test
    void a_warehouse_that_is_not_there_is_told_with_those_that_are() throws Exception {
        CommandLineRun wrong =
                discover(List.of(warehouse("app", "Automatic", "app", "branch: main")), "--warehouse", "ap");

        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("There is no Warehouse 'ap' in project 'shop'; it has app.");
        assertThat(discover(List.of()).err()).contains("There is no Warehouse in project 'shop'.");
    }
}
