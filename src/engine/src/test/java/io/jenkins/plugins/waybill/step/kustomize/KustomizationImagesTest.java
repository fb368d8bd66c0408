package io.jenkins.plugins.waybill.step.kustomize;

import java.util.LinkedHashMap;
import java.util.Map;

import io.jenkins.plugins.waybill.step.StepFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KustomizationImagesTest {

    @Test
    void commentsUnknownFieldsOrderAndQuotesStay() throws Exception {
        String before = """
                # base
                images: # all of them
                # the proxy in front
                - name: zeta   # last letter
                  newTag: 1.0.0   # pinned by ops
                  tagSuffix: -alpine

                # the app itself
                - newTag: 'old'
                  # renamed in 2024
                  newName: my/app
                  name: app
                # tail
                namePrefix: dev-
                """;

        assertThat(set(before, tag("app", "v2"), digest("zeta", "sha256:ab")))
                .isEqualTo(before.replace(
                                "newTag: 'old'\n  # renamed in 2024\n  newName: my/app\n",
                                "newTag: 'v2'\n  # renamed in 2024\n")
                        .replace("newTag: 1.0.0", "digest: sha256:ab"));
    }

    @Test
    void aTagAndADigestChangePlaces() throws Exception {
        assertThat(set("images:\n- name: a\n  digest: sha256:ab # d\n", tag("a", "v1")))
                .isEqualTo("images:\n- name: a\n  newTag: v1 # d\n");
        assertThat(set("images:\n- name: a\n  digest: sha256:ab\n", new ImageEntry("a", null, "v1", "sha256:cd")))
                .isEqualTo("images:\n- name: a\n  newTag: v1\n  digest: sha256:cd\n");
        assertThat(set("images:\n- digest: sha256:ab\n  name: a\n  newTag: x", tag("a", "v1")))
                .isEqualTo("images:\n- name: a\n  newTag: v1");
        assertThat(set("images:\n- name: a\n  newTag: x\n  digest: sha256:ab", tag("a", "v1")))
                .isEqualTo("images:\n- name: a\n  newTag: v1\n");
    }

    @Test
    void aStarKeepsWhatIsThere() throws Exception {
        String before = "images:\n- name: a\n  newName: b # mine\n  newTag: x\n";
        assertThat(set(before, new ImageEntry("a", "*", "v2", null)))
                .isEqualTo("images:\n- name: a\n  newName: b # mine\n  newTag: v2\n");
        assertThat(set(before, new ImageEntry("a", null, "*", null))).isEqualTo("images:\n- name: a\n  newTag: x\n");
        assertThat(set("images: []\n", new ImageEntry("a", "*", "*", null))).isEqualTo("images:\n- name: a\n");
    }

    @Test
    void newEntriesComeWhereTheirNameBelongs() throws Exception {
        String sorted =
                "images:\n  # first\n  - name: b\n    newTag: x # b\n  # second\n  - {name: d, newTag: y}\nx: 1\n";
        assertThat(set(sorted, tag("c", "v1")))
                .isEqualTo(sorted.replace("# b\n", "# b\n  - name: c\n    newTag: v1\n"));
        assertThat(set(sorted, tag("a", "v1")))
                .isEqualTo(sorted.replace("images:\n", "images:\n  - name: a\n    newTag: v1\n"));
        assertThat(set(sorted, tag("e", "v1")))
                .isEqualTo(sorted.replace("newTag: y}\n", "newTag: y}\n  - name: e\n    newTag: v1\n"));
        assertThat(set("images:\n- name: z\n- name: b\n", tag("c", "v1")))
                .isEqualTo("images:\n- name: z\n- name: b\n- name: c\n  newTag: v1\n");
    }

    @Test
    void aListIsMadeWhereThereIsNone() throws Exception {
        assertThat(set("resources: [x]", tag("a", "v1")))
                .isEqualTo("resources: [x]\nimages:\n- name: a\n  newTag: v1\n");
        assertThat(set("images: [] # none yet\nx: 1\n", tag("a", "v1")))
                .isEqualTo("images: # none yet\n- name: a\n  newTag: v1\nx: 1\n");
        assertThat(set("images:\nx: 1\n", tag("a", "v1"))).isEqualTo("images:\n- name: a\n  newTag: v1\nx: 1\n");
        assertThat(set("images: ~ # none\r\nx: 1\r\n", tag("a", "v1"), tag("b", "v2")))
                .isEqualTo("images: # none\r\n- name: a\r\n  newTag: v1\r\n- name: b\r\n  newTag: v2\r\nx: 1\r\n");
    }

    @Test
    void flowStyleStaysFlowStyle() throws Exception {
        assertThat(set(
                        "images: [{name: a, newTag: x}, {name: c}] # c\n",
                        tag("a", "v2"),
                        tag("b", "1.0"),
                        tag("c", "v3")))
                .isEqualTo("images: [{name: a, newTag: v2}, {name: b, newTag: \"1.0\"}, {name: c, newTag: v3}] # c\n");
        assertThat(set(
                        "images: [{newTag: x, digest: 'sha256:ab', name: b}]\n",
                        digest("b", "sha256:cd"),
                        tag("a", "v1")))
                .isEqualTo("images: [{name: a, newTag: v1}, {digest: 'sha256:cd', name: b}]\n");
        assertThat(set("images:\n- {name: a, newName: b, newTag: x}\n", tag("a", "v2")))
                .isEqualTo("images:\n- {name: a, newTag: v2}\n");
    }

    @Test
    void valuesThatReadersTakeForNumbersAreQuoted() throws Exception {
        assertThat(set("images:\n- name: a\n  newTag: 1.0\n", tag("a", "2.0")))
                .isEqualTo("images:\n- name: a\n  newTag: \"2.0\"\n");
        assertThat(set("images: []\n", tag("registry:5000/a", "20240101")))
                .isEqualTo("images:\n- name: registry:5000/a\n  newTag: \"20240101\"\n");
    }

    @Test
    void theLastOfTwoEntriesOfANameIsSet() throws Exception {
        assertThat(set("images:\n- name: a\n  newTag: x\n- name: a\n  newTag: y\n", tag("a", "z")))
                .isEqualTo("images:\n- name: a\n  newTag: x\n- name: a\n  newTag: z\n");
    }

    @Test
    void whatCannotBeSetIsTold() {
        assertThatThrownBy(() -> set("images: {a: b}\n", tag("a", "v1")))
                .isInstanceOf(StepFailure.class)
                .hasMessage("k.yaml:1: images is no list; kustomize wants one with a name in each entry.");
        assertThatThrownBy(() -> set("- a\n", tag("a", "v1")))
                .hasMessage("k.yaml holds no map; a kustomization is one.");
        assertThatThrownBy(() -> set("a: [\n", tag("a", "v1"))).hasMessageStartingWith("k.yaml is no YAML: ");
        assertThatThrownBy(() -> set("{resources: [x]}\n", tag("a", "v1")))
                .hasMessage("k.yaml is written in braces and has no images; write 'images: []' into it, or its keys on"
                        + " lines.");
        assertThatThrownBy(
                        () -> set("images:\n- name: a\n  newTag: &t\n    x\n- name: b\n  newTag: *t\n", tag("b", "v1")))
                .hasMessageContaining("is an alias");
        assertThatThrownBy(() -> set("images:\n- ? name\n  : a\n", tag("a", "v1")))
                .isInstanceOf(StepFailure.class)
                .hasMessage(
                        "k.yaml: the image 'a' cannot be set in the way that the file is written; write its images as"
                                + " a list of entries with a line for each field.");
    }

    private static ImageEntry tag(String name, String tag) {
        return new ImageEntry(name, null, tag, null);
    }

    private static ImageEntry digest(String name, String digest) {
        return new ImageEntry(name, null, null, digest);
    }

    private static String set(String text, ImageEntry... targets) throws StepFailure {
        Map<String, ImageEntry> wanted = new LinkedHashMap<>();
        for (ImageEntry target : targets) {
            wanted.put(target.name(), target);
        }
        return KustomizationImages.set("k.yaml", text, wanted);
    }
}
