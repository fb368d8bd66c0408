package io.jenkins.plugins.waybill.warehouse.rules;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.expression.RecordedVectors;
import io.jenkins.plugins.waybill.fixture.RegistryFront;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.manifest.Manifests;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Subscription.ImageSelection;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.VersionFilter;
import io.jenkins.plugins.waybill.warehouse.image.ImageRepositoryFixture;
import io.jenkins.plugins.waybill.warehouse.image.ImageWarehouse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which tags of an image repository count, and in what order. */
class ImageTagRulesTest extends ImageRepositoryFixture {

    @Test
    @DisplayName("tag filter: ignoreTagsRegexes reject first, then allowTagsRegexes accept")
    void ignoredBeforeAllowed() throws Exception {
        push("1.0.0", "1.1.0-debug", "2.0.0", "3.0.0");
        ImageWarehouse rules =
                rules(ImageSelection.LEXICAL).ignore("debug", "^3").allow("^1", "^3");
        assertThat(tags(rules)).containsExactly("1.0.0");
        assertThat(reason(rules, "1.1.0-debug")).isEqualTo("ignoreTagsRegexes 'debug' matches");
        assertThat(reason(rules, "3.0.0")).isEqualTo("ignoreTagsRegexes '^3' matches");
        assertThat(reason(rules, "2.0.0")).isEqualTo("none of allowTagsRegexes matches");
    }

    @Test
    @DisplayName("tag filter: without allowTagsRegexes every tag that is not rejected counts")
    void everythingIsAllowedByDefault() throws Exception {
        push("1.0.0", "nightly", "debug");
        assertThat(tags(rules(ImageSelection.LEXICAL).ignore("debug"))).containsExactly("nightly", "1.0.0");
    }

    @Test
    @DisplayName("tag filter: one of several expressions is enough")
    void anyExpressionWillDo() throws Exception {
        push("a", "b", "c", "d");
        assertThat(tags(rules(ImageSelection.LEXICAL).allow("a", "b", "c").ignore("c", "d")))
                .containsExactly("b", "a");
    }

    @Test
    @DisplayName("tag filter: expressions match anywhere in the tag")
    void expressionsAreNotAnchored() throws Exception {
        push("1.0.0-alpine", "1.0.0", "alpine");
        assertThat(tags(rules(ImageSelection.LEXICAL).allow("alp"))).containsExactly("alpine", "1.0.0-alpine");
    }

    @Test
    @DisplayName("tag filter: expressions are RE2's")
    void expressionsAreOfRe2() throws Exception {
        push("1.0.0", "2.0.0");
        assertThat(tags(rules(ImageSelection.LEXICAL).allow("(?i)^\\Q1.\\E[[:digit:]]")))
                .containsExactly("1.0.0");
        for (String none : List.of("(", "^(?!1)", "(a)\\1")) {
            assertThatThrownBy(() -> tags(rules(ImageSelection.LEXICAL).allow(none)))
                    .isInstanceOf(DiscoveryException.class)
                    .hasMessageContaining("allowTagsRegexes has '" + none + "', which is no regular expression");
        }
    }

    @Test
    @DisplayName("semver: tags that are no versions are left out")
    void whatIsNoVersionIsLeftOut() throws Exception {
        push("1.2.0", "latest", "main");
        assertThat(tags(rules(ImageSelection.SEMVER).lenient())).containsExactly("1.2.0");
        assertThat(reason(rules(ImageSelection.SEMVER), "latest")).isEqualTo("it is no semantic version");
    }

    @Test
    @DisplayName("semver: one leading v is allowed, a V is not")
    void aLeadingVIsAllowed() throws Exception {
        push("v1.0.0", "V2.0.0", "vv3.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER))).containsExactly("v1.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER).lenient())).containsExactly("v1.0.0");
    }

    @Test
    @DisplayName("semver: without strictSemvers missing parts count as zero")
    void missingPartsAreZero() throws Exception {
        push("2", "v2.1", "2.0.1");
        assertThat(tags(rules(ImageSelection.SEMVER).lenient())).containsExactly("v2.1", "2.0.1", "2");
        assertThat(tags(rules(ImageSelection.SEMVER).lenient().constraint("=2.0.0")))
                .containsExactly("2");
    }

    @Test
    @DisplayName("semver: strictSemvers, the default, wants all three parts")
    void strictVersionsHaveThreeParts() throws Exception {
        push("1.0.0", "2", "3.1", "v4.0", "v0.9.0");
        assertThat(tags(rules(ImageSelection.SEMVER))).containsExactly("1.0.0", "v0.9.0");
        assertThat(reason(rules(ImageSelection.SEMVER), "3.1"))
                .isEqualTo("it is no complete semantic version, and strictSemvers is on");
    }

    @Test
    @DisplayName("semver: constraints are read as Masterminds reads them")
    void constraintsAreOfMasterminds() throws Exception {
        List<JsonNode> vectors = RecordedVectors.of("semver.jsonl");
        List<String> versions = texts(vectors.get(0).get("versions"));
        int compared = 0;
        for (JsonNode vector : vectors) {
            if (vector.has("admitted")) {
                VersionFilter filter = VersionFilter.of(
                        false, "constraint", vector.get("constraint").asText());
                assertThat(versions)
                        .as(vector.get("constraint").asText())
                        .filteredOn(version -> filter.objection(version).isEmpty())
                        .containsExactlyElementsOf(texts(vector.get("admitted")));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(400);
        push("1.2.3", "1.3.0", "2.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER).constraint("~1.2 || 2.x"))).containsExactly("2.0.0", "1.2.3");
        assertThatThrownBy(() -> tags(rules(ImageSelection.SEMVER).constraint("newest")))
                .hasMessageStartingWith("constraint 'newest' cannot be read");
    }

    @Test
    @DisplayName("semver: without a constraint pre-releases are eligible and can win")
    void preReleasesCanWin() throws Exception {
        push("1.0.0", "2.0.0-rc.1");
        assertThat(tags(rules(ImageSelection.SEMVER))).containsExactly("2.0.0-rc.1", "1.0.0");
    }

    @Test
    @DisplayName("semver: a constraint admits pre-releases only if it names one")
    void preReleasesHaveToBeNamed() throws Exception {
        push("1.0.0", "1.1.0-rc.1");
        assertThat(tags(rules(ImageSelection.SEMVER).constraint("^1.0.0"))).containsExactly("1.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER).constraint("^1.0.0-0"))).containsExactly("1.1.0-rc.1", "1.0.0");
        assertThat(reason(rules(ImageSelection.SEMVER).constraint("^1.0.0"), "1.1.0-rc.1"))
                .isEqualTo("it is outside constraint '^1.0.0'");
    }

    @Test
    @DisplayName("semver: the highest version comes first")
    void highestVersionFirst() throws Exception {
        push("1.2.0", "v1.10.0", "1.9.0", "1.10.0-rc.2", "1.10.0-rc.10");
        assertThat(tags(rules(ImageSelection.SEMVER)))
                .containsExactly("v1.10.0", "1.10.0-rc.10", "1.10.0-rc.2", "1.9.0", "1.2.0");
    }

    @Test
    @DisplayName("semver: equal versions are ordered by their text, descending")
    void equalVersionsByText() throws Exception {
        push("1.0", "1.0.0", "1", "v1.0.0");
        assertThat(tags(rules(ImageSelection.SEMVER).lenient())).containsExactly("v1.0.0", "1.0.0", "1.0", "1");
    }

    @Test
    @DisplayName("lexical: tags are ordered by their bytes, descending")
    void lastByBytesFirst() throws Exception {
        push("a", "B", "b", "2026-05-01", "_x");
        assertThat(tags(rules(ImageSelection.LEXICAL))).containsExactly("b", "a", "_x", "B", "2026-05-01");
    }

    @Test
    @DisplayName("limit: SemVer and Lexical ask for images in their order until discoveryLimit are found")
    void onlyAsManyAsTheLimit() throws Exception {
        push("1.0.0", "1.1.0", "1.2.0", "1.3.0");
        for (ImageSelection strategy : List.of(ImageSelection.SEMVER, ImageSelection.LEXICAL)) {
            front.forget();
            assertThat(tags(rules(strategy).limit(2))).containsExactly("1.3.0", "1.2.0");
            assertThat(front.requests())
                    .filteredOn(request -> request.contains("/manifests/"))
                    .hasSize(2)
                    .noneMatch(request -> request.endsWith("/1.0.0") || request.endsWith("/1.1.0"));
            assertThat(reason(rules(strategy).limit(2), "1.1.0")).isEqualTo("discoveryLimit 2 was reached");
        }
    }

    @Test
    @DisplayName("limit: images that do not pass the platform do not count for discoveryLimit")
    void theLimitIsOfWhatPasses() throws Exception {
        push(arm("2026-01-01T00:00:00Z"), "1.3.0", "1.2.5");
        push(both("2026-01-01T00:00:00Z"), "1.2.0", "1.1.0", "1.0.0");
        for (ImageSelection strategy : List.of(ImageSelection.SEMVER, ImageSelection.LEXICAL)) {
            ImageWarehouse rules = rules(strategy).platform("linux/amd64").limit(2);
            assertThat(tags(rules)).containsExactly("1.2.0", "1.1.0");
            assertThat(reason(rules, "1.3.0")).isEqualTo("it is for linux/arm64/v8 and not for platform 'linux/amd64'");
        }
    }

    @Test
    @DisplayName("limit: discoveryLimit is 20 where it is absent or 0, and at most 100")
    void limitsAreInBounds() {
        assertThat(subscription("{repoURL: nginx}").discoveryLimit()).isEqualTo(20);
        assertThat(subscription("{repoURL: nginx, discoveryLimit: 0}").discoveryLimit())
                .isEqualTo(20);
        assertThat(subscription("{repoURL: nginx, discoveryLimit: 100}").discoveryLimit())
                .isEqualTo(100);
        for (int outside : List.of(-1, 101)) {
            assertThat(manifest("{repoURL: nginx, discoveryLimit: " + outside + "}")
                            .findings())
                    .extracting(Finding::rule)
                    .containsExactly("out-of-range");
        }
    }

    @Test
    @DisplayName("limit: a tag that goes away while it is looked at is left out")
    void aTagThatGoesAway() throws Exception {
        push("1.0.0", "1.1.0");
        front.behaving(exchange -> {
            boolean gone = exchange.getRequestURI().getPath().endsWith("/manifests/1.1.0");
            if (gone) {
                RegistryFront.answer(exchange, 404, "");
            }
            return gone;
        });
        for (ImageSelection strategy :
                List.of(ImageSelection.SEMVER, ImageSelection.LEXICAL, ImageSelection.NEWEST_BUILD)) {
            assertThat(tags(rules(strategy))).containsExactly("1.0.0");
            assertThat(reason(rules(strategy), "1.1.0")).isEqualTo("it is gone from the registry");
        }
    }

    private static Subscription subscription(String image) {
        return manifest(image)
                .project("shop")
                .orElseThrow()
                .warehouses()
                .get("app")
                .subscriptions()
                .get(0);
    }

    private static ManifestSet manifest(String image) {
        return Manifests.read("shop.yaml", """
                apiVersion: kargo.akuity.io/v1alpha1
                kind: Warehouse
                metadata: {name: app, namespace: shop}
                spec:
                  subscriptions:
                  - image: %s
                """.formatted(image));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
