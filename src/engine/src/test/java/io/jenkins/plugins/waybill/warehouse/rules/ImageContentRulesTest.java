package io.jenkins.plugins.waybill.warehouse.rules;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.Subscription.ImageSelection;
import io.jenkins.plugins.waybill.model.WarehouseState;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.image.ImageRepositoryFixture;
import io.jenkins.plugins.waybill.warehouse.image.ImageWarehouse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What images say about themselves, and what is made of it. */
class ImageContentRulesTest extends ImageRepositoryFixture {

    private static final String EARLY = "2026-01-01T00:00:00Z";
    private static final String LATE = "2026-06-01T00:00:00Z";

    @Test
    @DisplayName("newest build: every tag that passes the filters is asked for, many at once")
    void allTagsAreAskedFor() throws Exception {
        push("a", "b", "c", "debug");
        CountDownLatch three = new CountDownLatch(3);
        front.behaving(exchange -> {
            if (exchange.getRequestURI().getPath().contains("/manifests/")) {
                three.countDown();
                try {
                    assertThat(three.await(5, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return false;
        });
        assertThat(tags(rules(ImageSelection.NEWEST_BUILD).ignore("debug").limit(1)))
                .containsExactly("c");
        assertThat(three.getCount()).isZero();
        assertThat(front.requests())
                .filteredOn(request -> request.contains("/manifests/"))
                .hasSize(3);
    }

    @Test
    @DisplayName("newest build: one tag that cannot be read fails the discovery")
    void oneUnreadableTagFailsAll() throws Exception {
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

    @Test
    @DisplayName("newest build: the image built last comes first, whatever its tag")
    void builtLastComesFirst() throws Exception {
        push(SampleImage.created("2026-03-01T00:00:00Z"), "a");
        push(SampleImage.created("2026-01-01T00:00:00Z"), "c");
        push(SampleImage.created("2026-02-01T00:00:00Z"), "b");
        ImageWarehouse rules = rules(ImageSelection.NEWEST_BUILD);
        assertThat(tags(rules)).containsExactly("a", "b", "c");
        assertThat(reason(rules, "a")).isEqualTo("the best by age; built 2026-03-01T00:00:00Z");
    }

    @Test
    @DisplayName("newest build: images built at the same time are ordered by tag, descending")
    void builtTogether() throws Exception {
        push(SampleImage.created(EARLY), "1", "3", "2");
        assertThat(tags(rules(ImageSelection.NEWEST_BUILD))).containsExactly("3", "2", "1");
    }

    @Test
    @DisplayName("newest build: the platform is tested before images are ordered, discoveryLimit cuts last")
    void platformFirstLimitLast() throws Exception {
        push(arm(LATE), "a");
        push(both("2026-02-01T00:00:00Z"), "b");
        push(both("2026-01-01T00:00:00Z"), "c");
        push(both("2026-03-01T00:00:00Z"), "d");
        ImageWarehouse rules =
                rules(ImageSelection.NEWEST_BUILD).platform("linux/amd64").limit(2);
        assertThat(tags(rules)).containsExactly("d", "b");
        assertThat(reason(rules, "c")).isEqualTo("discoveryLimit 2 was reached");
        assertThat(reason(rules, "a")).contains("not for platform");
    }

    @Test
    @DisplayName("digest: only the tag in constraint is asked for, whatever the filters say")
    void onlyTheTagOfTheConstraint() throws Exception {
        push("latest", "1.0.0");
        ImageWarehouse rules = rules(ImageSelection.DIGEST)
                .constraint("latest")
                .ignore("latest")
                .allow("none");
        assertThat(tags(rules)).containsExactly("latest");
        assertThat(front.requests()).noneMatch(request -> request.contains("/tags/list") || request.endsWith("/1.0.0"));
    }

    @Test
    @DisplayName("digest: a tag that does not exist is an empty result")
    void aMissingTagIsEmpty() throws Exception {
        push("1.0.0");
        Discovered discovered = discover(rules(ImageSelection.DIGEST).constraint("latest"));
        assertThat(discovered.results().get(0).found()).isEmpty();
        assertThat(discovered.healthy()).isFalse();
        assertThat(discovered.explanation()).contains("latest", "there is no such tag");
    }

    @Test
    @DisplayName("digest: any other failure is an error")
    void otherFailuresAreErrors() throws Exception {
        push("latest");
        for (int status : List.of(401, 403)) {
            front.behaving(exchange -> {
                boolean asked = exchange.getRequestURI().getPath().endsWith("/manifests/latest");
                if (asked) {
                    RegistryFront.answer(exchange, status, "");
                }
                return asked;
            });
            assertThatThrownBy(() -> discover(rules(ImageSelection.DIGEST).constraint("latest")))
                    .as("status " + status)
                    .isInstanceOf(DiscoveryException.class);
        }
    }

    @Test
    @DisplayName("digest: where the tag points to is asked at each look, cacheByTag or not")
    void theTagIsNeverTakenFromTheCache() throws Exception {
        for (ImageWarehouse rules : List.of(
                rules(ImageSelection.DIGEST).constraint("latest"),
                rules(ImageSelection.DIGEST).constraint("latest").never())) {
            push(SampleImage.created(EARLY), "latest");
            WarehouseState state = polled(rules);
            front.forget();
            assertThat(poll(rules, state)).isEmpty();
            assertThat(front.requests()).hasSize(1);
            SampleImage next = SampleImage.created(LATE);
            push(next, "latest");
            assertThat(poll(rules, state)
                            .orElseThrow()
                            .discovered()
                            .images()
                            .get(0)
                            .digest())
                    .isEqualTo(next.digest());
        }
    }

    @Test
    @DisplayName("digest: there is at most one result")
    void atMostOneResult() throws Exception {
        push(SampleImage.created(EARLY), "latest");
        push(SampleImage.created(LATE), "latest-old");
        assertThat(images(rules(ImageSelection.DIGEST).constraint("latest").limit(20)))
                .extracting(Image::digest)
                .containsExactly(SampleImage.created(EARLY).digest());
    }

    @Test
    @DisplayName("platform: where none is given none is tested")
    void noPlatformNoTest() throws Exception {
        push(arm(EARLY), "1.0.0");
        push(
                SampleImage.index(SampleImage.OCI_INDEX, Map.of())
                        .with("windows/amd64", SampleImage.created(EARLY), Map.of()),
                "2.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER))).containsExactly("2.0.0", "1.0.0");
    }

    @Test
    @DisplayName("platform: an index must list one with the same system, architecture and variant")
    void anIndexMustListThePlatform() throws Exception {
        push(both(EARLY), "1.0.0");
        for (String there : List.of("linux/amd64", "linux/arm64/v8")) {
            assertThat(tags(rules(ImageSelection.SEMVER).platform(there)))
                    .as(there)
                    .containsExactly("1.0.0");
        }
        for (String missing : List.of("linux/arm", "windows/amd64", "linux/amd64/v2", "linux/arm64/v7")) {
            assertThat(tags(rules(ImageSelection.SEMVER).platform(missing)))
                    .as(missing)
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("platform: one without a variant does not match an entry with one")
    void noVariantMeansNone() throws Exception {
        push(arm(EARLY), "1.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER).platform("linux/arm64"))).isEmpty();
        assertThat(reason(rules(ImageSelection.SEMVER).platform("linux/arm64"), "1.0.0"))
                .isEqualTo("it is for linux/arm64/v8 and not for platform 'linux/arm64'");
    }

    @Test
    @DisplayName("platform: one that no image can have is refused")
    void anImpossiblePlatform() throws Exception {
        push(both(EARLY), "1.0.0");
        for (String slip : List.of("linux", "linux/", "/amd64", "linux/arm64/v8/x")) {
            assertThatThrownBy(() -> tags(rules(ImageSelection.SEMVER).platform(slip)))
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining("'" + slip + "' is none such as linux/amd64");
        }
        assertThat(tags(rules(ImageSelection.SEMVER).platform("linux/amd64/"))).containsExactly("1.0.0");
    }

    @Test
    @DisplayName("platform: an image that is no index matches by its configuration")
    void aSingleImageMatchesByItsConfiguration() throws Exception {
        push("1.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER).platform("linux/amd64"))).containsExactly("1.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER).platform("linux/arm64"))).isEmpty();
        assertThat(tags(rules(ImageSelection.DIGEST).constraint("1.0.0").platform("linux/amd64")))
                .containsExactly("1.0.0");
    }

    @Test
    @DisplayName("digest recorded: that of what the tag points to, of the index where there is one")
    void theDigestOfTheIndexIsRecorded() throws Exception {
        SampleImage both = both(EARLY);
        push(both, "1.0.0");
        assertThat(images(rules(ImageSelection.SEMVER).platform("linux/amd64")))
                .containsExactly(new Image(url(), "1.0.0", both.digest(), Map.of(), "web"));
    }

    @Test
    @DisplayName("media types: OCI's and Docker's indexes and images are read")
    void fourMediaTypes() throws Exception {
        SampleImage docker = SampleImage.single(SampleImage.DOCKER_MANIFEST, EARLY, Map.of(), Map.of());
        push(SampleImage.created(EARLY), "1.0.0");
        push(docker, "2.0.0");
        push(both(EARLY), "3.0.0");
        push(SampleImage.index(SampleImage.DOCKER_LIST, Map.of()).with("linux/amd64", docker, Map.of()), "4.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER).platform("linux/amd64")))
                .containsExactly("4.0.0", "3.0.0", "2.0.0", "1.0.0");
        assertThat(tags(rules(ImageSelection.NEWEST_BUILD))).hasSize(4);
    }

    @Test
    @DisplayName("media types: any other, such as Docker's schema 1, is an error")
    void otherMediaTypesAreErrors() throws Exception {
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
        for (ImageWarehouse rules : List.of(
                rules(ImageSelection.SEMVER),
                rules(ImageSelection.NEWEST_BUILD),
                rules(ImageSelection.DIGEST).constraint("1.0.0"))) {
            assertThatThrownBy(() -> discover(rules))
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining("manifest.v1+prettyjws")
                    .hasMessageContaining("ignoreTagsRegexes");
        }
    }

    @Test
    @DisplayName("index: entries of a missing or unknown system or architecture are skipped")
    void attestationsAreSkipped() throws Exception {
        SampleImage attestation = SampleImage.created("2027-01-01T00:00:00Z");
        push(
                SampleImage.index(SampleImage.OCI_INDEX, Map.of())
                        .with("linux/amd64", SampleImage.created(EARLY), Map.of())
                        .with("unknown/unknown", attestation, Map.of())
                        .with("linux/unknown", attestation, Map.of())
                        .with("unknown/amd64", attestation, Map.of())
                        .with("", attestation, Map.of()),
                "1.0.0");
        push(SampleImage.created("2026-02-01T00:00:00Z"), "2.0.0");
        assertThat(tags(rules(ImageSelection.NEWEST_BUILD))).containsExactly("2.0.0", "1.0.0");
        assertThat(tags(rules(ImageSelection.NEWEST_BUILD).platform("linux/unknown")))
                .isEmpty();
    }

    @Test
    @DisplayName("index: one that lists no image is an error")
    void anIndexOfNoImageIsAnError() throws Exception {
        push(
                SampleImage.index(SampleImage.OCI_INDEX, Map.of())
                        .with("unknown/unknown", SampleImage.created(EARLY), Map.of()),
                "3.0.0");
        for (ImageSelection strategy :
                List.of(ImageSelection.SEMVER, ImageSelection.LEXICAL, ImageSelection.NEWEST_BUILD)) {
            assertThatThrownBy(() -> discover(rules(strategy)))
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining(":3.0.0 is an index without any image");
        }
    }
}
