package io.jenkins.plugins.waybill.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.jenkins.plugins.waybill.fixture.DistributionRegistry;
import io.jenkins.plugins.waybill.fixture.ProgramSearch;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.model.WarehouseState;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import io.jenkins.plugins.waybill.warehouse.image.ImageSource;

/** What it costs to find the newest build among many tags, and to look again; beside skopeo in a loop. */
final class ImageDiscovery {

    private static final int TAGS = 1_000;
    private static final int RUNS = 5;
    private static final int WAREHOUSES = 200;
    private static final int POLLS = 10;
    private static final int THREADS = 16;
    private static final int WARM_UP = 5;
    private static final Duration ROUND_TRIP = Duration.ofMillis(20);

    private final Path directory;
    private final Report report;

    ImageDiscovery(Path directory, Report report) {
        this.directory = directory;
        this.report = report;
    }

    void run() throws Exception {
        report.heading("The newest build among " + TAGS + " tags of an image repository");
        Optional<String> missing = DistributionRegistry.missing().or(() -> ProgramSearch.missing("skopeo"));
        if (missing.isPresent()) {
            report.line("Not measured: " + missing.get());
            return;
        }
        try (DistributionRegistry server = DistributionRegistry.start(directory.resolve("registry"))) {
            for (int i = 0; i < TAGS; i++) {
                server.push("bench/many", SampleImage.created(time(i).toString()), "1.0." + i);
            }
            report.columns("what", "median (fastest to slowest)", "times Waybill", "requests");
            double first = firstDiscovery(server);
            peer(server.host(), "skopeo list-tags, skopeo inspect for each tag", first, "");
            peer(server.host(), "the same, 8 at a time", first, "-P 8");
            farAway(server);
            secondPoll(server);
            manyWarehouses(server);
        }
    }

    private static Instant time(int index) {
        // The newest is in the middle, so that no order by name finds it.
        return Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(index * 7919L % TAGS));
    }

    private double firstDiscovery(DistributionRegistry server) throws Exception {
        Sample sample = new Sample();
        for (int run = 0; run < WARM_UP; run++) {
            discover("warm-" + run, server.host());
        }
        for (int run = 0; run < RUNS; run++) {
            String home = "first-" + run;
            sample.time(() -> discover(home, server.host()));
        }
        try (RegistryFront front = RegistryFront.before(server)) {
            discovery(directory.resolve("counted")).discover("bench", warehouse(front.host() + "/bench/many"));
            report.row(
                    "Waybill, nothing known",
                    sample.cell(),
                    "1",
                    String.valueOf(front.requests().size()));
        }
        return sample.medianMillis();
    }

    private void discover(String home, String host) throws Exception {
        expectNewest(discovery(directory.resolve(home)).discover("bench", warehouse(host + "/bench/many")));
    }

    private static void expectNewest(Discovered discovered) {
        String tag = discovered.candidates().images().get(0).tag();
        int newest = IntStream.range(0, TAGS)
                .boxed()
                .max((one, other) -> time(one).compareTo(time(other)))
                .orElseThrow();
        if (!tag.equals("1.0." + newest)) {
            throw new IllegalStateException("found " + tag + " instead of 1.0." + newest);
        }
    }

    private void peer(String host, String name, double waybill, String parallel) throws Exception {
        Files.createDirectories(directory);
        String repository = "docker://" + host + "/bench/many";
        Sample sample = new Sample();
        sample.time(() -> Shell.script(
                directory,
                "skopeo list-tags --tls-verify=false " + repository
                        + " | grep -o '1\\.0\\.[0-9]*' | sort -u"
                        + " | xargs " + parallel + " -I{} skopeo inspect --tls-verify=false --format '{{.Created}} {}' "
                        + repository + ":{} | sort -r | sed -n 1p"));
        report.row(
                name + " (one run)",
                Sample.text(sample.medianMillis()),
                String.format(Locale.ROOT, "%.1f", sample.medianMillis() / waybill),
                "");
    }

    private void farAway(DistributionRegistry server) throws Exception {
        try (Distance far = Distance.to(server.host(), ROUND_TRIP)) {
            String where = "registry " + ROUND_TRIP.toMillis() + " ms away: ";
            Sample sample = new Sample();
            for (int run = 0; run < RUNS; run++) {
                String home = "far-" + run;
                sample.time(() -> discover(home, far.host()));
            }
            report.row(where + "Waybill, nothing known", sample.cell(), "1", "");
            peer(far.host(), where + "skopeo", sample.medianMillis(), "");
            peer(far.host(), where + "skopeo, 8 at a time", sample.medianMillis(), "-P 8");
        }
    }

    private void secondPoll(DistributionRegistry server) throws Exception {
        Path home = directory.resolve("second");
        Warehouse warehouse = warehouse(server.host() + "/bench/many");
        Discovery discovery = discovery(home);
        WarehouseState state = state(discovery.discover("bench", warehouse));
        Sample sample = Sample.of(RUNS * 4, () -> expectNothing(discovery, warehouse, state));
        String requests;
        try (RegistryFront front = RegistryFront.before(server)) {
            Warehouse counted = warehouse(front.host() + "/bench/many");
            WarehouseState before = state(discovery.discover("bench", counted));
            front.forget();
            expectNothing(discovery, counted, before);
            requests = String.valueOf(front.requests().size());
        }
        report.row("Waybill, polled again, nothing changed", sample.cell(), "", requests);
        server.push("bench/many", SampleImage.created("2027-01-01T00:00:00Z"), "9.9.9");
        Sample changed = new Sample();
        changed.time(() -> {
            if (discovery.discoverChanges("bench", warehouse, state).isEmpty()) {
                throw new IllegalStateException("A new tag was not seen.");
            }
        });
        report.row("Waybill, one tag more (one run)", Sample.text(changed.medianMillis()), "", "");
    }

    private void manyWarehouses(DistributionRegistry server) throws Exception {
        report.heading(WAREHOUSES + " Warehouses, each with a repository of its own, polled again and again");
        List<Warehouse> warehouses = new ArrayList<>();
        for (int i = 0; i < WAREHOUSES; i++) {
            server.push("bench/app-" + i, SampleImage.created(time(i).toString()), "1.0.0", "1.0.1", "1.1.0");
            warehouses.add(warehouse(server.host() + "/bench/app-" + i));
        }
        Discovery discovery = discovery(directory.resolve("warehouses"));
        List<WarehouseState> states = new ArrayList<>();
        for (Warehouse warehouse : warehouses) {
            states.add(state(discovery.discover("bench", warehouse)));
        }
        Sample sample = new Sample();
        List<Long> heap = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int poll = 0; poll <= POLLS; poll++) {
            Sample.Run round = () -> {
                List<Future<?>> pending = new ArrayList<>();
                for (int i = 0; i < WAREHOUSES; i++) {
                    int index = i;
                    pending.add(threads.submit(() -> {
                        expectNothing(discovery, warehouses.get(index), states.get(index));
                        return null;
                    }));
                }
                for (Future<?> one : pending) {
                    one.get();
                }
            };
            if (poll == 0) {
                round.run();
            } else {
                sample.time(round);
            }
            heap.add(usedHeap());
        }
        threads.shutdown();
        report.columns("what", "figure");
        report.row("one round, median (fastest to slowest)", sample.cell());
        report.row(
                "Warehouses per second", String.format(Locale.ROOT, "%.0f", WAREHOUSES * 1000 / sample.medianMillis()));
        report.row(
                "heap in use after the first and the last round",
                heap.get(0) + " MB, " + heap.get(heap.size() - 1) + " MB");
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024 / 1024;
    }

    private static void expectNothing(Discovery discovery, Warehouse warehouse, WarehouseState state) throws Exception {
        if (discovery.discoverChanges("bench", warehouse, state).isPresent()) {
            throw new IllegalStateException("A poll without news found some.");
        }
    }

    private static Discovery discovery(Path home) {
        // A clock that stands still, so that no hour begins within a measurement.
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-06-01T12:00:00Z"));
        return new Discovery(List.of(new ImageSource(new Registry(Credentials.NONE), home, clock)));
    }

    private static WarehouseState state(Discovered discovered) {
        return new WarehouseState(
                "bench",
                "app",
                discovered.candidates(),
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                discovered.explanation(),
                null,
                discovered.observed());
    }

    private static Warehouse warehouse(String repoUrl) {
        Subscription subscription = new Subscription.ContainerImage(
                "",
                repoUrl,
                Subscription.ImageSelection.NEWEST_BUILD,
                "",
                true,
                List.of(),
                List.of(),
                "",
                false,
                "",
                false,
                20,
                SourcePosition.NONE);
        return new Warehouse(
                "app", Map.of(), Duration.ofMinutes(5), true, "", List.of(subscription), SourcePosition.NONE);
    }
}
