package io.jenkins.plugins.waybill.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.jenkins.plugins.waybill.engine.Explanations.Explanation;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.Explained;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ExplanationsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path directory;

    private static Explanation of(int candidates) {
        return new Explanation(
                NOON,
                List.of(new Explained(
                        "image repository r/app",
                        IntStream.range(0, candidates)
                                .mapToObj(number -> new Candidate("1.0." + number, false, "it is too old"))
                                .toList())));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void they_outlive_the_process_and_the_latest_counts() throws Exception {
        new Explanations(directory).keep("shop", "app", of(1));
        new Explanations(directory).keep("shop", "app", of(1_000));

        assertThat(new Explanations(directory).of("shop", "app")).contains(of(1_000));
        assertThat(new Explanations(directory).of("shop", "web")).isEmpty();
        assertThat(files()).hasSize(1);
        assertThat(Files.size(files().get(0))).isLessThan(10_000);
    }

    @Test
    void a_damaged_file_is_none() throws Exception {
        Explanations explanations = new Explanations(directory);
        explanations.keep("shop", "app", of(1));
        Files.writeString(files().get(0), "no longer compressed");

        assertThat(explanations.of("shop", "app")).isEmpty();
    }

    @Test
    void those_of_a_warehouse_that_is_no_more_are_forgotten() throws Exception {
        Explanations explanations = new Explanations(directory);
        explanations.keep("shop", "app", of(1));
        explanations.forget("shop", "app");
        explanations.forget("shop", "app");

        assertThat(files()).isEmpty();
    }
}
