package io.jenkins.plugins.waybill.warehouse.rules;

import java.util.Map;

import io.jenkins.plugins.waybill.fixture.SampleImage;
import io.jenkins.plugins.waybill.model.Subscription.ImageSelection;
import io.jenkins.plugins.waybill.warehouse.image.ImageRepositoryFixture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When images were built, and the notes that go into Freight. */
class ImageMetadataRulesTest extends ImageRepositoryFixture {

    private static final String JANUARY = "2026-01-01T00:00:00Z";
    private static final String FEBRUARY = "2026-02-01T00:00:00Z";
    private static final String MARCH = "2026-03-01T00:00:00Z";
    private static final String DECEMBER = "2026-12-01T00:00:00Z";

    @Test
    @DisplayName("creation time: an image's annotation comes first, created before build-date")
    void anImagesAnnotation() throws Exception {
        push(image(DECEMBER, Map.of(CREATED, JANUARY), Map.of()), "created");
        push(image(DECEMBER, Map.of(BUILD_DATE, FEBRUARY), Map.of()), "build-date");
        push(image(DECEMBER, Map.of(CREATED, MARCH, BUILD_DATE, DECEMBER), Map.of()), "both");
        assertThat(built("created")).isEqualTo(JANUARY);
        assertThat(built("build-date")).isEqualTo(FEBRUARY);
        assertThat(built("both")).isEqualTo(MARCH);
    }

    @Test
    @DisplayName("creation time: a text that is no time is passed over")
    void whatIsNoTimeIsPassedOver() throws Exception {
        push(image(DECEMBER, Map.of(CREATED, "yesterday", BUILD_DATE, FEBRUARY), Map.of()), "annotation");
        push(image(JANUARY, Map.of(CREATED, "20260301"), Map.of(BUILD_DATE, "soon")), "configuration");
        assertThat(built("annotation")).isEqualTo(FEBRUARY);
        assertThat(built("configuration")).isEqualTo(JANUARY);
    }

    @Test
    @DisplayName("creation time: otherwise it is the later of the configuration's created and labels")
    void theLaterOfConfigurationAndLabels() throws Exception {
        push(image(FEBRUARY, Map.of(), Map.of(BUILD_DATE, MARCH)), "label-is-later");
        push(image(FEBRUARY, Map.of(), Map.of(CREATED, JANUARY)), "configuration-is-later");
        push(image("", Map.of(), Map.of(CREATED, JANUARY)), "label-only");
        push(
                SampleImage.single(SampleImage.DOCKER_MANIFEST, FEBRUARY, Map.of(), Map.of(CREATED, MARCH)),
                "docker-label");
        assertThat(built("label-is-later")).isEqualTo(MARCH);
        assertThat(built("configuration-is-later")).isEqualTo(FEBRUARY);
        assertThat(built("label-only")).isEqualTo(JANUARY);
        assertThat(built("docker-label")).isEqualTo(MARCH);
    }

    @Test
    @DisplayName("creation time: an index's annotation comes first")
    void anIndexsAnnotation() throws Exception {
        push(
                SampleImage.index(SampleImage.OCI_INDEX, Map.of(CREATED, FEBRUARY))
                        .with("linux/amd64", SampleImage.created(DECEMBER), Map.of(CREATED, DECEMBER)),
                "created");
        push(
                SampleImage.index(SampleImage.OCI_INDEX, Map.of(BUILD_DATE, MARCH))
                        .with("linux/amd64", SampleImage.created(DECEMBER), Map.of()),
                "build-date");
        assertThat(built("created")).isEqualTo(FEBRUARY);
        assertThat(built("build-date")).isEqualTo(MARCH);
    }

    @Test
    @DisplayName("creation time: otherwise an index is as new as the newest of its images")
    void theNewestOfAnIndex() throws Exception {
        push(
                SampleImage.index(SampleImage.OCI_INDEX, Map.of())
                        .with("linux/amd64", SampleImage.created(JANUARY), Map.of())
                        .with("linux/arm64", SampleImage.created(MARCH), Map.of())
                        .with("linux/s390x", SampleImage.created(FEBRUARY), Map.of()),
                "index");
        assertThat(built("index")).isEqualTo(MARCH);
    }

    @Test
    @DisplayName("creation time: an entry's annotation stands for its image's own time")
    void anEntrysAnnotation() throws Exception {
        push(
                SampleImage.index(SampleImage.DOCKER_LIST, Map.of())
                        .with("linux/amd64", SampleImage.created(JANUARY), Map.of())
                        .with("linux/arm64", SampleImage.created(DECEMBER), Map.of(CREATED, FEBRUARY)),
                "index");
        assertThat(built("index")).isEqualTo(FEBRUARY);
    }

    @Test
    @DisplayName("creation time: what a configuration says in another form than OCI's is passed over")
    void aConfigurationInAnotherForm() throws Exception {
        push(image("yesterday", Map.of(), Map.of(CREATED, FEBRUARY)), "labelled");
        push(image("yesterday", Map.of(), Map.of()), "undated");
        push(SampleImage.created(JANUARY), "dated");
        assertThat(built("labelled")).isEqualTo(FEBRUARY);
        assertThat(tags(rules(ImageSelection.NEWEST_BUILD))).containsExactly("labelled", "dated", "undated");
    }

    @Test
    @DisplayName("annotations: those of the index or image are recorded")
    void annotationsOfWhatTheTagPointsTo() throws Exception {
        SampleImage amd = image(JANUARY, Map.of("who", "image"), Map.of("label", "is no annotation"));
        push(amd, "1.0.0");
        push(
                SampleImage.index(SampleImage.OCI_INDEX, Map.of("who", "index", "what", "index"))
                        .with("linux/amd64", amd, Map.of("who", "entry", "where", "entry")),
                "2.0.0");
        assertThat(annotations("2.0.0", "")).isEqualTo(Map.of("who", "index", "what", "index"));
        assertThat(annotations("1.0.0", "")).isEqualTo(Map.of("who", "image"));
    }

    @Test
    @DisplayName("annotations: with a platform those of the matching entry outweigh them")
    void annotationsOfThePlatform() throws Exception {
        SampleImage amd = image(JANUARY, Map.of("who", "image"), Map.of());
        push(
                SampleImage.index(SampleImage.OCI_INDEX, Map.of("who", "index", "what", "index"))
                        .with("linux/amd64", amd, Map.of("who", "entry", "where", "entry"))
                        .with("linux/arm64", SampleImage.created(JANUARY), Map.of("who", "arm", "why", "arm")),
                "1.0.0");
        assertThat(annotations("1.0.0", "linux/amd64"))
                .isEqualTo(Map.of("who", "entry", "what", "index", "where", "entry"));
        assertThat(annotations("1.0.0", "linux/arm64")).isEqualTo(Map.of("who", "arm", "what", "index", "why", "arm"));
    }

    private static SampleImage image(String created, Map<String, String> annotations, Map<String, String> labels) {
        return SampleImage.single(SampleImage.OCI_MANIFEST, created, annotations, labels);
    }

    private String built(String tag) throws Exception {
        String reason = reason(rules(ImageSelection.NEWEST_BUILD), tag);
        return reason.substring(reason.indexOf("built ") + "built ".length());
    }

    private Map<String, String> annotations(String tag, String platform) throws Exception {
        return images(rules(ImageSelection.DIGEST).constraint(tag).platform(platform))
                .get(0)
                .annotations();
    }
}
