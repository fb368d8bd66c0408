package io.jenkins.plugins.waybill.warehouse.git;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.fixture.SampleHost;
import io.jenkins.plugins.waybill.fixture.SampleRepository;
import io.jenkins.plugins.waybill.git.Git;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.WarehouseState;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A repository on disk and Warehouses that watch it. */
public abstract class GitRepositoryFixture {

    @TempDir
    protected Path directory;

    protected SampleRepository source;
    protected Discovery discovery;
    private Git git;

    @BeforeEach
    void open() {
        source = SampleRepository.create(directory.resolve("app.git"));
        git = Git.open(SampleHost.in(directory.resolve("home")));
        discovery = new Discovery(List.of(new GitSource(git)));
    }

    @AfterEach
    void close() {
        git.close();
        source.close();
    }

    protected GitWarehouse rules() {
        return new GitWarehouse(source.url());
    }

    protected Discovered discover(GitWarehouse rules) throws DiscoveryException {
        return discovery.discover("shop", rules.warehouse());
    }

    protected static WarehouseState initial() {
        return WarehouseState.initial("shop", "app");
    }

    /** What is known after that discovery. */
    protected static WarehouseState after(Discovered discovered) {
        return new WarehouseState(
                "shop",
                "app",
                discovered.candidates(),
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                "",
                null,
                discovered.observed());
    }

    protected Optional<Discovered> poll(GitWarehouse rules, WarehouseState before) throws DiscoveryException {
        return discovery.discoverChanges("shop", rules.warehouse(), before);
    }

    protected static List<String> ids(Discovered discovered) {
        return discovered.candidates().commits().stream().map(GitCommit::id).toList();
    }

    protected static List<String> tags(Discovered discovered) {
        return discovered.candidates().commits().stream().map(GitCommit::tag).toList();
    }

    protected static List<String> explained(Discovered discovered) {
        List<String> lines = new ArrayList<>();
        for (Candidate candidate : discovered.results().get(0).explained()) {
            lines.add(candidate.taken() + ": " + candidate.what() + " (" + candidate.reason() + ")");
        }
        return lines;
    }
}
