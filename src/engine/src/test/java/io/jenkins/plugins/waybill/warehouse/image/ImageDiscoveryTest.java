package io.jenkins.plugins.waybill.warehouse.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.jenkins.plugins.waybill.fixture.ProgramSearch;
import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.model.Subscription.ImageSelection;
import io.jenkins.plugins.waybill.model.WarehouseState;
import io.jenkins.plugins.waybill.warehouse.Discovered;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What our looks at image repositories do beyond Kargo's rules, which are in {@code warehouse.rules}. */
class ImageDiscoveryTest extends ImageRepositoryFixture {

    @Test
    void theFieldsThatKargoRemovedMakeDiscoveryFail() throws Exception {
        push("1.0.0");
        assertThatThrownBy(() -> discover(rules(ImageSelection.SEMVER).removed("allowTags")))
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("Use 'allowTagsRegexes'");
    }

    @Test
    void whatHasNoPlatformAtAllSaysWhatToDo() throws Exception {
        push("1.0.0");
        Discovered discovered = discover(rules(ImageSelection.SEMVER).platform("linux/arm64"));
        assertThat(discovered.healthy()).isFalse();
        assertThat(discovered.freight()).isEmpty();
        assertThat(discovered.explanation()).contains("the only candidate was left out", "linux/amd64");
    }

    @Test
    void newestBuildPutsImagesWithoutATimeLast() throws Exception {
        push(SampleImage.created("2026-01-01T00:00:00Z"), "1", "2");
        push(SampleImage.created(""), "9");
        assertThat(tags(rules(ImageSelection.NEWEST_BUILD))).containsExactly("2", "1", "9");
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
    void aMemoryThatCannotBeReadIsMadeAnew() throws Exception {
        push("1.0.0");
        ImageWarehouse rules = rules(ImageSelection.SEMVER);
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
}
