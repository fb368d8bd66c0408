package io.jenkins.plugins.waybill.warehouse.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.jenkins.plugins.waybill.fixture.DistributionRegistry;
import io.jenkins.plugins.waybill.fixture.ProgramSearch;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Subscription.ImageSelection;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.model.WarehouseState;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.Discovery;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Kargo's rules for image subscriptions, one test each, at a real registry. */
class ImageDiscoveryTest {

    private static DistributionRegistry server;
    private static RegistryFront front;

    @TempDir
    static Path shared;

    @TempDir
    Path home;

    private Instant now = Instant.parse("2026-05-01T12:00:00Z");
    private String repository;
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

    private void restart() {
        discovery = new Discovery(List.of(new ImageSource(new Registry(Credentials.NONE), home, () -> now)));
    }

    // Names

    @Test
    void ignoreTagsRegexesRejectFirstThenAllowTagsRegexesAcceptAndBothMatchAnywhere() throws Exception {
        push("1.0.0", "1.1.0-debug", "2.0.0", "3.0.0");
        Rules rules = rules(ImageSelection.LEXICAL).ignore("debug", "^3").allow("0", "\\.1\\.");
        assertThat(tags(rules)).containsExactly("2.0.0", "1.0.0");
        assertThat(reason(rules, "1.1.0-debug")).isEqualTo("ignoreTagsRegexes 'debug' matches");
        assertThat(reason(rules(ImageSelection.LEXICAL).allow("^2"), "1.0.0"))
                .isEqualTo("none of allowTagsRegexes matches");
    }

    @Test
    void theFieldsThatKargoRemovedMakeDiscoveryFail() throws Exception {
        push("1.0.0");
        assertThatThrownBy(() -> discover(rules(ImageSelection.SEMVER).removed("allowTags")))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("Use 'allowTagsRegexes'");
    }

    // SemVer

    @Test
    void semVerTakesTheHighestVersionFirstWithOrWithoutALeadingV() throws Exception {
        push("1.2.0", "v1.10.0", "1.9.0", "latest", "main");
        Rules rules = rules(ImageSelection.SEMVER);
        assertThat(tags(rules)).containsExactly("v1.10.0", "1.9.0", "1.2.0");
        assertThat(reason(rules, "latest")).isEqualTo("it is no semantic version");
    }

    @Test
    void semVerWithStrictSemversWantsAllThreeParts() throws Exception {
        push("1.0.0", "2", "3.1", "V4.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER))).containsExactly("1.0.0");
        assertThat(reason(rules(ImageSelection.SEMVER), "3.1")).contains("strictSemvers");
        assertThat(tags(rules(ImageSelection.SEMVER).lenient())).startsWith("3.1", "2");
    }

    @Test
    void semVerBreaksTiesByTextDescending() throws Exception {
        push("1.0", "1.0.0", "1");
        assertThat(tags(rules(ImageSelection.SEMVER).lenient())).containsExactly("1.0.0", "1.0", "1");
    }

    @Test
    void semVerWithoutAConstraintLetsPreReleasesWin() throws Exception {
        push("1.0.0", "2.0.0-rc.1");
        assertThat(tags(rules(ImageSelection.SEMVER))).containsExactly("2.0.0-rc.1", "1.0.0");
    }

    @Test
    void semVerWithAConstraintTakesPreReleasesOnlyIfTheConstraintNamesOne() throws Exception {
        push("1.0.0", "1.1.0-rc.1");
        assertThat(tags(rules(ImageSelection.SEMVER).constraint("^1.0.0"))).containsExactly("1.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER).constraint("^1.0.0-0"))).containsExactly("1.1.0-rc.1", "1.0.0");
        assertThat(reason(rules(ImageSelection.SEMVER).constraint("^1.0.0"), "1.1.0-rc.1"))
                .isEqualTo("it is outside constraint '^1.0.0'");
    }

    // Lexical

    @Test
    void lexicalTakesTheLastByBytesFirst() throws Exception {
        push("a", "B", "b", "2026-05-01", "_x");
        assertThat(tags(rules(ImageSelection.LEXICAL))).containsExactly("b", "a", "_x", "B", "2026-05-01");
    }

    // Limit and platform

    @Test
    void discoveryLimitEndsTheListAndCountsOnlyWhatPassesThePlatform() throws Exception {
        push(arm("2026-01-01T00:00:00Z"), "1.3.0");
        push(both("2026-01-01T00:00:00Z"), "1.2.0", "1.1.0", "1.0.0");
        Rules rules = rules(ImageSelection.SEMVER).platform("linux/amd64").limit(2);
        assertThat(tags(rules)).containsExactly("1.2.0", "1.1.0");
        assertThat(reason(rules, "1.0.0")).isEqualTo("discoveryLimit 2 was reached");
        assertThat(reason(rules, "1.3.0")).isEqualTo("it is for linux/arm64/v8 and not for platform 'linux/amd64'");
    }

    @Test
    void semVerAsksOnlyForAsManyImagesAsTheLimit() throws Exception {
        push("1.0.0", "1.1.0", "1.2.0", "1.3.0");
        discover(rules(ImageSelection.SEMVER).limit(1));
        assertThat(front.requests())
                .filteredOn(request -> request.contains("/manifests/"))
                .hasSize(1);
    }

    @Test
    void withoutAPlatformNothingIsTested() throws Exception {
        push(arm("2026-01-01T00:00:00Z"), "1.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER))).containsExactly("1.0.0");
    }

    @Test
    void aPlatformWithoutAVariantDoesNotMatchAnEntryWithOne() throws Exception {
        push(arm("2026-01-01T00:00:00Z"), "1.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER).platform("linux/arm64"))).isEmpty();
        assertThat(tags(rules(ImageSelection.SEMVER).platform("linux/arm64/v8")))
                .containsExactly("1.0.0");
    }

    @Test
    void anImageOfOnePlatformMatchesThatOneUnlikeInKargo() throws Exception {
        push("1.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER).platform("linux/amd64"))).containsExactly("1.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER).platform("linux/arm64"))).isEmpty();
    }

    @Test
    void whatHasNoPlatformAtAllSaysWhatToDo() throws Exception {
        push("1.0.0");
        Discovered discovered = discover(rules(ImageSelection.SEMVER).platform("linux/arm64"));
        assertThat(discovered.healthy()).isFalse();
        assertThat(discovered.freight()).isEmpty();
        assertThat(discovered.explanation()).contains("all 1 candidates were left out", "linux/amd64");
    }

    // NewestBuild

    @Test
    void newestBuildTakesTheLatestCreationTimeFirstWhateverTheName() throws Exception {
        push(SampleImage.created("2026-03-01T00:00:00Z"), "a");
        push(SampleImage.created("2026-01-01T00:00:00Z"), "c");
        push(SampleImage.created("2026-02-01T00:00:00Z"), "b");
        Rules rules = rules(ImageSelection.NEWEST_BUILD);
        assertThat(tags(rules)).containsExactly("a", "b", "c");
        assertThat(reason(rules, "a")).isEqualTo("the best by age; built 2026-03-01T00:00:00Z");
        assertThat(tags(rules.limit(1))).containsExactly("a");
    }

    @Test
    void newestBuildBreaksTiesByTagDescendingAndPutsImagesWithoutATimeLast() throws Exception {
        push(SampleImage.created("2026-01-01T00:00:00Z"), "1", "3", "2");
        push(SampleImage.created(""), "9");
        assertThat(tags(rules(ImageSelection.NEWEST_BUILD))).containsExactly("3", "2", "1", "9");
    }

    @Test
    void theCreationTimeOfAnImageIsItsAnnotationOrElseTheLaterOfConfigurationAndLabels() throws Exception {
        String build = "org.label-schema.build-date";
        String created = "org.opencontainers.image.created";
        push(
                SampleImage.single(
                        SampleImage.OCI_MANIFEST,
                        "2026-12-01T00:00:00Z",
                        Map.of(created, "2026-01-01T00:00:00Z"),
                        Map.of()),
                "annotated");
        push(
                SampleImage.single(
                        SampleImage.OCI_MANIFEST,
                        "2026-11-01T00:00:00Z",
                        Map.of(created, "yesterday", build, "2026-02-01T00:00:00Z"),
                        Map.of()),
                "second-key");
        push(
                SampleImage.single(
                        SampleImage.DOCKER_MANIFEST,
                        "2026-03-01T00:00:00Z",
                        Map.of(),
                        Map.of(build, "2026-04-01T00:00:00Z")),
                "label-is-later");
        push(
                SampleImage.single(
                        SampleImage.DOCKER_MANIFEST,
                        "2026-03-01T00:00:00Z",
                        Map.of(),
                        Map.of(created, "2026-01-01T00:00:00Z")),
                "configuration-is-later");
        assertThat(tags(rules(ImageSelection.NEWEST_BUILD)))
                .containsExactly("label-is-later", "configuration-is-later", "second-key", "annotated");
    }

    @Test
    void theCreationTimeOfAnIndexIsItsAnnotationOrElseTheNewestOfItsEntries() throws Exception {
        String created = "org.opencontainers.image.created";
        SampleImage old = SampleImage.created("2026-01-01T00:00:00Z");
        SampleImage young = SampleImage.created("2026-06-01T00:00:00Z");
        push(
                SampleImage.index(SampleImage.OCI_INDEX, Map.of(created, "2026-02-01T00:00:00Z"))
                        .with("linux/amd64", young, Map.of()),
                "annotated");
        push(
                SampleImage.index(SampleImage.DOCKER_LIST, Map.of())
                        .with("linux/amd64", old, Map.of())
                        .with("linux/arm64", young, Map.of(created, "2026-04-01T00:00:00Z")),
                "entry-annotated");
        push(
                SampleImage.index(SampleImage.OCI_INDEX, Map.of())
                        .with("linux/amd64", old, Map.of())
                        .with("linux/arm64", SampleImage.created("2026-03-01T00:00:00Z"), Map.of()),
                "newest-entry");
        assertThat(tags(rules(ImageSelection.NEWEST_BUILD)))
                .containsExactly("entry-annotated", "newest-entry", "annotated");
    }

    @Test
    void entriesWithoutAPlatformAreSkippedAndAnIndexOfNothingElseIsAnError() throws Exception {
        SampleImage attestation = SampleImage.created("2027-01-01T00:00:00Z");
        push(
                SampleImage.index(SampleImage.OCI_INDEX, Map.of())
                        .with("linux/amd64", SampleImage.created("2026-01-01T00:00:00Z"), Map.of())
                        .with("unknown/unknown", attestation, Map.of()),
                "1.0.0");
        push(SampleImage.created("2026-02-01T00:00:00Z"), "2.0.0");
        assertThat(tags(rules(ImageSelection.NEWEST_BUILD))).containsExactly("2.0.0", "1.0.0");
        push(
                SampleImage.index(SampleImage.OCI_INDEX, Map.of()).with("unknown/unknown", attestation, Map.of()),
                "3.0.0");
        assertThatThrownBy(() -> discover(rules(ImageSelection.NEWEST_BUILD)))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining(":3.0.0 is an index without any image");
    }

    @Test
    void otherMediaTypesAreAnError() throws Exception {
        push("1.0.0");
        front.behaving(exchange -> {
            boolean manifest = exchange.getRequestURI().getPath().contains("/manifests/");
            if (manifest) {
                exchange.getResponseHeaders()
                        .add("Content-Type", "application/vnd.docker.distribution.manifest.v1+prettyjws");
                RegistryFront.answer(exchange, 200, "{\"schemaVersion\":1}");
            }
            return manifest;
        });
        assertThatThrownBy(() -> discover(rules(ImageSelection.SEMVER)))
                .hasMessageContaining("manifest.v1+prettyjws")
                .hasMessageContaining("ignoreTagsRegexes");
    }

    // Digest

    @Test
    void digestFollowsTheOneTagOfTheConstraintWhateverTheFilters() throws Exception {
        push(SampleImage.created("2026-01-01T00:00:00Z"), "latest");
        push("1.0.0");
        Rules rules = rules(ImageSelection.DIGEST).constraint("latest").ignore("latest");
        assertThat(tags(rules)).containsExactly("latest");
        assertThat(front.requests()).noneMatch(request -> request.contains("/tags/list"));
    }

    @Test
    void digestWithoutTheTagIsAnEmptyResultAndUnhealthy() throws Exception {
        push("1.0.0");
        Discovered discovered = discover(rules(ImageSelection.DIGEST).constraint("latest"));
        assertThat(discovered.healthy()).isFalse();
        assertThat(discovered.results().get(0).found()).isEmpty();
        assertThat(discovered.explanation()).contains("latest", "there is no such tag");
    }

    @Test
    void digestSeesThatTheTagMovedWithOneRequest() throws Exception {
        push(SampleImage.created("2026-01-01T00:00:00Z"), "latest");
        Rules rules = rules(ImageSelection.DIGEST).constraint("latest");
        WarehouseState state =
                poll(rules, WarehouseState.initial("shop", "app")).orElseThrow();
        front.forget();
        assertThat(poll(rules, state)).isEmpty();
        assertThat(front.requests()).hasSize(1);
        SampleImage next = SampleImage.created("2026-02-01T00:00:00Z");
        push(next, "latest");
        assertThat(poll(rules, state).orElseThrow().discovered().images().get(0).digest())
                .isEqualTo(next.digest());
    }

    // What is recorded

    @Test
    void theDigestOfTheIndexIsRecordedAndTheAddressAsWritten() throws Exception {
        SampleImage both = both("2026-01-01T00:00:00Z");
        push(both, "1.0.0");
        assertThat(images(rules(ImageSelection.SEMVER).platform("linux/amd64")))
                .containsExactly(new Image(url(), "1.0.0", both.digest(), Map.of(), "web"));
    }

    @Test
    void annotationsOfTheIndexAreRecordedAndThoseOfTheMatchingEntryOutweighThem() throws Exception {
        SampleImage amd =
                SampleImage.single(SampleImage.OCI_MANIFEST, "2026-01-01T00:00:00Z", Map.of("who", "image"), Map.of());
        push(
                SampleImage.index(SampleImage.OCI_INDEX, Map.of("who", "index", "what", "index"))
                        .with("linux/amd64", amd, Map.of("who", "entry", "where", "entry"))
                        .with("linux/arm64", SampleImage.created("2026-01-01T00:00:00Z"), Map.of("who", "arm")),
                "1.0.0");
        assertThat(images(rules(ImageSelection.SEMVER)).get(0).annotations())
                .isEqualTo(Map.of("who", "index", "what", "index"));
        assertThat(images(rules(ImageSelection.SEMVER).platform("linux/amd64"))
                        .get(0)
                        .annotations())
                .isEqualTo(Map.of("who", "image", "what", "index", "where", "entry"));
    }

    @Test
    void criteriaMayAskForTheBestImage() throws Exception {
        push(SampleImage.created("2026-01-01T00:00:00Z"), "1.0.0");
        String criteria = "imageFrom('" + url() + "').Tag == '1.0.0' && imageFrom('" + url()
                + "').CreatedAt.Year() == 2026 && imageFrom('other') == nil";
        assertThat(discover(rules(ImageSelection.SEMVER).criteria(criteria)).freight())
                .isPresent();
        assertThat(discover(rules(ImageSelection.SEMVER).criteria("imageFrom('" + url() + "').Tag == '2.0.0'"))
                        .freight())
                .isEmpty();
    }

    @Test
    void tagsOfSkopeoAreReadAsThoseOfAnybody() throws Exception {
        assumeTrue(ProgramSearch.missing("skopeo").isEmpty(), () -> ProgramSearch.missing("skopeo")
                .orElse(""));
        push(both("2026-01-01T00:00:00Z"), "1.0.0");
        Process skopeo = new ProcessBuilder(
                        "skopeo",
                        "copy",
                        "--all",
                        "--insecure-policy",
                        "--src-tls-verify=false",
                        "--dest-tls-verify=false",
                        "docker://" + server.host() + "/" + repository + ":1.0.0",
                        "docker://" + server.host() + "/" + repository + ":2.0.0")
                .redirectErrorStream(true)
                .start();
        String said = new String(skopeo.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(skopeo.waitFor()).as(said).isZero();
        assertThat(images(rules(ImageSelection.SEMVER)).get(0).digest())
                .isEqualTo(both("2026-01-01T00:00:00Z").digest());
    }

    // What it costs

    @Test
    void aSecondPollOfAnUnchangedRepositoryCostsTwoRequestsAlsoAfterARestart() throws Exception {
        push("1.0.0", "1.1.0", "1.2.0");
        for (ImageSelection strategy :
                List.of(ImageSelection.SEMVER, ImageSelection.LEXICAL, ImageSelection.NEWEST_BUILD)) {
            WarehouseState state =
                    poll(rules(strategy), WarehouseState.initial("shop", "app")).orElseThrow();
            restart();
            front.forget();
            assertThat(poll(rules(strategy), state)).isEmpty();
            assertThat(front.requests()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void aNewTagCostsNothingForWhatIsKnownOfTheOthersAlsoAfterARestart() throws Exception {
        for (int i = 0; i < 10; i++) {
            push(SampleImage.created("2026-01-0" + (i % 9 + 1) + "T00:00:00Z"), "1.0." + i);
        }
        Rules rules = rules(ImageSelection.NEWEST_BUILD);
        WarehouseState state =
                poll(rules, WarehouseState.initial("shop", "app")).orElseThrow();
        push(SampleImage.created("2026-02-01T00:00:00Z"), "2.0.0");
        restart();
        front.forget();
        assertThat(tag(poll(rules, state))).isEqualTo("2.0.0");
        assertThat(front.requests())
                .as("tags, the former best, manifest, configuration")
                .hasSize(4);
    }

    @Test
    void theBestTagThatMovedIsSeenAtTheNextPollAndAnyOtherWithinAnHour() throws Exception {
        push(SampleImage.created("2026-03-01T00:00:00Z"), "best");
        push(SampleImage.created("2026-01-01T00:00:00Z"), "other");
        Rules rules = rules(ImageSelection.NEWEST_BUILD);
        WarehouseState state =
                poll(rules, WarehouseState.initial("shop", "app")).orElseThrow();
        SampleImage rebuilt = SampleImage.created("2026-04-01T00:00:00Z");
        push(rebuilt, "best");
        Optional<WarehouseState> moved = poll(rules, state);
        assertThat(moved.orElseThrow().discovered().images().get(0).digest()).isEqualTo(rebuilt.digest());
        push(SampleImage.created("2026-05-01T00:00:00Z"), "other");
        assertThat(poll(rules, moved.orElseThrow())).isEmpty();
        now = now.plus(Duration.ofHours(1));
        assertThat(tag(poll(rules, moved.orElseThrow()))).isEqualTo("other");
    }

    @Test
    void withCacheByTagTagsAreTakenNeverToMove() throws Exception {
        push(SampleImage.created("2026-01-01T00:00:00Z"), "1.0.0");
        Rules rules = rules(ImageSelection.SEMVER).never();
        WarehouseState state =
                poll(rules, WarehouseState.initial("shop", "app")).orElseThrow();
        push(SampleImage.created("2026-02-01T00:00:00Z"), "1.0.0");
        front.forget();
        assertThat(poll(rules, state)).isEmpty();
        assertThat(front.requests()).hasSize(1);
    }

    @Test
    void aMemoryThatCannotBeReadIsMadeAnew() throws Exception {
        push("1.0.0");
        Rules rules = rules(ImageSelection.SEMVER);
        tags(rules);
        try (var files = Files.list(home)) {
            for (Path file : files.toList()) {
                Files.writeString(file, "{broken");
            }
        }
        restart();
        assertThat(tags(rules)).containsExactly("1.0.0");
    }

    @Test
    void aChangedRuleIsAChange() throws Exception {
        push("1.0.0", "1.1.0");
        WarehouseState state = poll(rules(ImageSelection.SEMVER), WarehouseState.initial("shop", "app"))
                .orElseThrow();
        assertThat(tag(poll(rules(ImageSelection.SEMVER).constraint("1.0.0"), state)))
                .isEqualTo("1.0.0");
    }

    @Test
    void aTagThatGoesAwayWhileLookedAtIsLeftOut() throws Exception {
        push("1.0.0", "1.1.0");
        front.behaving(exchange -> {
            boolean gone = exchange.getRequestURI().getPath().endsWith("/manifests/1.1.0");
            if (gone) {
                RegistryFront.answer(exchange, 404, "");
            }
            return gone;
        });
        assertThat(tags(rules(ImageSelection.SEMVER))).containsExactly("1.0.0");
        assertThat(reason(rules(ImageSelection.SEMVER), "1.1.0")).isEqualTo("it is gone from the registry");
    }

    @Test
    void newestBuildFailsWhenAnyTagCannotBeLookedAt() throws Exception {
        push("1.0.0", "1.1.0", "1.2.0");
        front.behaving(exchange -> {
            boolean refused = exchange.getRequestURI().getPath().endsWith("/manifests/1.1.0");
            if (refused) {
                RegistryFront.answer(exchange, 403, "");
            }
            return refused;
        });
        assertThatThrownBy(() -> tags(rules(ImageSelection.NEWEST_BUILD)))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("gives no access");
    }

    // Sugar

    private void push(String... tags) throws Exception {
        push(SampleImage.created("2026-01-01T00:00:00Z"), tags);
    }

    private void push(SampleImage image, String... tags) throws Exception {
        server.push(repository, image, tags);
    }

    private static SampleImage both(String created) {
        return SampleImage.index(SampleImage.OCI_INDEX, Map.of())
                .with("linux/amd64", SampleImage.created(created), Map.of())
                .with("linux/arm64/v8", SampleImage.created(created.replace("00Z", "01Z")), Map.of());
    }

    private static SampleImage arm(String created) {
        return SampleImage.index(SampleImage.OCI_INDEX, Map.of())
                .with("linux/arm64/v8", SampleImage.created(created), Map.of());
    }

    private String url() {
        return front.host() + "/" + repository;
    }

    private Discovered discover(Rules rules) throws DiscoveryException {
        return discovery.discover("shop", rules.warehouse());
    }

    private Optional<WarehouseState> poll(Rules rules, WarehouseState before) throws DiscoveryException {
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

    private static String tag(Optional<WarehouseState> state) {
        return state.orElseThrow().discovered().images().get(0).tag();
    }

    private List<Image> images(Rules rules) throws DiscoveryException {
        return discover(rules).candidates().images();
    }

    private List<String> tags(Rules rules) throws DiscoveryException {
        return images(rules).stream().map(Image::tag).toList();
    }

    private String reason(Rules rules, String tag) throws DiscoveryException {
        return discover(rules).results().get(0).explained().stream()
                .filter(candidate -> candidate.what().equals(tag))
                .map(Candidate::reason)
                .findFirst()
                .orElse("not explained");
    }

    private Rules rules(ImageSelection strategy) {
        return new Rules(url(), strategy);
    }

    private static final class Rules {

        private final String url;
        private final ImageSelection strategy;
        private final List<String> allow = new ArrayList<>();
        private final List<String> ignore = new ArrayList<>();
        private String constraint = "";
        private String platform = "";
        private String removed = "";
        private String criteria = "";
        private boolean strict = true;
        private boolean cacheByTag;
        private int limit = 20;

        Rules(String url, ImageSelection strategy) {
            this.url = url;
            this.strategy = strategy;
        }

        Rules allow(String... regexes) {
            allow.addAll(List.of(regexes));
            return this;
        }

        Rules ignore(String... regexes) {
            ignore.addAll(List.of(regexes));
            return this;
        }

        Rules constraint(String wanted) {
            constraint = wanted;
            return this;
        }

        Rules platform(String wanted) {
            platform = wanted;
            return this;
        }

        Rules removed(String field) {
            removed = field;
            return this;
        }

        Rules criteria(String expression) {
            criteria = expression;
            return this;
        }

        Rules lenient() {
            strict = false;
            return this;
        }

        Rules never() {
            cacheByTag = true;
            return this;
        }

        Rules limit(int wanted) {
            limit = wanted;
            return this;
        }

        Warehouse warehouse() {
            Subscription subscription = new Subscription.ContainerImage(
                    "web",
                    url,
                    strategy,
                    constraint,
                    strict,
                    allow,
                    ignore,
                    platform,
                    cacheByTag,
                    removed,
                    false,
                    limit,
                    SourcePosition.NONE);
            return new Warehouse(
                    "app", Map.of(), Duration.ofMinutes(5), true, criteria, List.of(subscription), SourcePosition.NONE);
        }
    }
}
