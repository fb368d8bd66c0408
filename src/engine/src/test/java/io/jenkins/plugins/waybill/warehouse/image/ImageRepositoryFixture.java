package io.jenkins.plugins.waybill.warehouse.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.jenkins.plugins.waybill.fixture.DistributionRegistry;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.Subscription.ImageSelection;
import io.jenkins.plugins.waybill.model.WarehouseState;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real registry for all tests of a class, a repository for each, and Warehouses that watch it. */
public abstract class ImageRepositoryFixture {

    protected static final String CREATED = "org.opencontainers.image.created";
    protected static final String BUILD_DATE = "org.label-schema.build-date";

    protected static DistributionRegistry server;
    protected static RegistryFront front;

    @TempDir
    static Path shared;

    @TempDir
    protected Path home;

    protected Instant now = Instant.parse("2026-05-01T12:00:00Z");
    protected String repository;
    private Discovery discovery;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(DistributionRegistry.missing().isEmpty(), () -> DistributionRegistry.missing()
                .orElse(""));
        server = DistributionRegistry.start(shared);
        front = RegistryFront.before(server);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            front.close();
            server.close();
        }
    }

    @BeforeEach
    void open() {
        repository = "shop/" + UUID.randomUUID();
        restart();
        front.behaving(exchange -> false).forget();
    }

    /** Forgets all but what is in files. */
    protected void restart() {
        discovery = new Discovery(List.of(new ImageSource(new Registry(Credentials.NONE), home, () -> now)));
    }

    protected void push(String... tags) throws Exception {
        push(SampleImage.created("2026-01-01T00:00:00Z"), tags);
    }

    protected void push(SampleImage image, String... tags) throws Exception {
        server.push(repository, image, tags);
    }

    /** An image for linux/amd64 and linux/arm64/v8. */
    protected static SampleImage both(String created) {
        return SampleImage.index(SampleImage.OCI_INDEX, Map.of())
                .with("linux/amd64", SampleImage.created(created), Map.of())
                .with("linux/arm64/v8", SampleImage.created(created.replace("00Z", "01Z")), Map.of());
    }

    /** An image for linux/arm64/v8 in an index. */
    protected static SampleImage arm(String created) {
        return SampleImage.index(SampleImage.OCI_INDEX, Map.of())
                .with("linux/arm64/v8", SampleImage.created(created), Map.of());
    }

    protected String url() {
        return front.host() + "/" + repository;
    }

    protected ImageWarehouse rules(ImageSelection strategy) {
        return new ImageWarehouse(url(), strategy);
    }

    protected Discovered discover(ImageWarehouse rules) throws DiscoveryException {
        return discovery.discover("shop", rules.warehouse());
    }

    protected Optional<WarehouseState> poll(ImageWarehouse rules, WarehouseState before) throws DiscoveryException {
        return discovery
                .discoverChanges("shop", rules.warehouse(), before)
                .map(discovered -> new WarehouseState(
                        "shop",
                        "app",
                        discovered.candidates(),
                        now,
                        now,
                        null,
                        discovered.explanation(),
                        null,
                        discovered.observed()));
    }

    /** What is known after a first look. */
    protected WarehouseState polled(ImageWarehouse rules) throws DiscoveryException {
        return poll(rules, WarehouseState.initial("shop", "app")).orElseThrow();
    }

    protected static String tag(Optional<WarehouseState> state) {
        return state.orElseThrow().discovered().images().get(0).tag();
    }

    protected List<Image> images(ImageWarehouse rules) throws DiscoveryException {
        return discover(rules).candidates().images();
    }

    protected List<String> tags(ImageWarehouse rules) throws DiscoveryException {
        return images(rules).stream().map(Image::tag).toList();
    }

    protected String reason(ImageWarehouse rules, String tag) throws DiscoveryException {
        return discover(rules).results().get(0).explained().stream()
                .filter(candidate -> candidate.what().equals(tag))
                .map(Candidate::reason)
                .findFirst()
                .orElse("not explained");
    }
}
