package io.jenkins.plugins.waybill.warehouse.rules;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.expression.RecordedVectors;
import io.jenkins.plugins.waybill.model.RepositoryUrl;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One spelling for the many of an address. Each example was recorded from Kargo; all recordings are in KargoNamesTest. */
class AddressRulesTest {

    private static final List<JsonNode> RECORDED = RecordedVectors.of("addresses.jsonl");

    @Test
    @DisplayName("git address: lower case, without blanks around it and without what cannot be printed")
    void gitCase() {
        git(Map.of(
                "https://GitHub.com/Example/Repo.git", "https://github.com/example/repo",
                "HTTPS://EXAMPLE.COM/A.GIT", "https://example.com/a",
                " https://github.com/example/repo.git ", "https://github.com/example/repo",
                "\thttps://github.com/example/repo\n", "https://github.com/example/repo",
                "https://github.com/example/re\u200bpo", "https://github.com/example/repo"));
    }

    @Test
    @DisplayName("git address: http loses the user, one slash at the end, and then .git")
    void gitOverHttp() {
        git(Map.of(
                "https://user:secret@github.com/example/repo", "https://github.com/example/repo",
                "https://github.com/example/repo/", "https://github.com/example/repo",
                "https://github.com/example/repo//", "https://github.com/example/repo/",
                "https://github.com/example/repo.git/", "https://github.com/example/repo",
                "https://github.com/repo.git.git", "https://github.com/repo.git",
                "http://github.com/example/repo.git", "http://github.com/example/repo"));
    }

    @Test
    @DisplayName("git address: http and ssh with a query stay as they are written")
    void gitWithQuery() {
        git(Map.of(
                "https://github.com/example/repo.git?ref=main", "https://github.com/example/repo.git?ref=main",
                "https://github.com/example/repo?", "https://github.com/example/repo?",
                "ssh://git@github.com/example/repo.git?x=1", "ssh://git@github.com/example/repo.git?x=1"));
    }

    @Test
    @DisplayName("git address: ssh is as http, but keeps its user")
    void gitOverSsh() {
        git(Map.of(
                "ssh://git@github.com/example/repo.git", "ssh://git@github.com/example/repo",
                "ssh://git@github.com:22/example/repo.git/", "ssh://git@github.com:22/example/repo",
                "ssh://GIT@GITHUB.com/Example/Repo", "ssh://git@github.com/example/repo",
                "ssh://github.com/example/repo", "ssh://github.com/example/repo"));
    }

    @Test
    @DisplayName("git address: user@host:path becomes ssh://user@host/path")
    void gitAsScp() {
        git(Map.of(
                "git@github.com:example/repo.git", "ssh://git@github.com/example/repo",
                "git@GitHub.com:Example/Repo.git", "ssh://git@github.com/example/repo",
                "github.com:example/repo", "ssh://github.com/example/repo",
                "git@github.com:example/repo.git/", "ssh://git@github.com/example/repo"));
    }

    @Test
    @DisplayName("git address: what cannot be read stays as it is written")
    void gitUnreadable() {
        git(Map.of(
                "https://github.com/example/%zz", "https://github.com/example/%zz",
                "https://exa mple.com/repo", "https://exa mple.com/repo",
                "/srv/git/repo.git", "/srv/git/repo.git",
                "git@github.com:22:example/repo", "git@github.com:22:example/repo"));
    }

    @Test
    @DisplayName("image address: lower case, without blanks around it")
    void imageCase() {
        image(Map.of("GHCR.io/Akuity/Kargo", "ghcr.io/akuity/kargo", " ghcr.io/a/b ", "ghcr.io/a/b", "UPPER", "upper"));
    }

    @Test
    @DisplayName("image address: Docker Hub's hosts and library/ are left out")
    void dockerHub() {
        image(Map.of(
                "nginx", "nginx",
                "library/nginx", "nginx",
                "docker.io/library/nginx", "nginx",
                "index.docker.io/library/nginx", "nginx",
                "registry-1.docker.io/bitnami/nginx", "bitnami/nginx",
                "example.com/library/nginx", "example.com/library/nginx"));
    }

    @Test
    @DisplayName("image address: tag and digest are left out, other hosts stay with their port")
    void tagsOfImages() {
        image(Map.of(
                "nginx:1.27", "nginx",
                "quay.io/a/b:latest", "quay.io/a/b",
                "host:5000/a/b:1.0", "host:5000/a/b",
                "nginx:1.27@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "nginx",
                "localhost:5000/app", "localhost:5000/app"));
    }

    @Test
    @DisplayName("image address: what is no image's name stays as it is written")
    void imageUnreadable() {
        image(Map.of(
                "https://ghcr.io/a/b", "https://ghcr.io/a/b",
                "ghcr.io/a/b/", "ghcr.io/a/b/",
                "nginx@sha256:deadbeef", "nginx@sha256:deadbeef",
                "ghcr.io/ä/b", "ghcr.io/ä/b"));
    }

    @Test
    @DisplayName("chart address: without oci://, then as that of an image")
    void charts() {
        compare(
                "chart",
                RepositoryUrl::normaliseChart,
                Map.of(
                        "oci://ghcr.io/akuity/charts/kargo", "ghcr.io/akuity/charts/kargo",
                        "OCI://ghcr.io/akuity/charts", "ghcr.io/akuity/charts",
                        "oci://docker.io/bitnamicharts/nginx", "bitnamicharts/nginx",
                        "https://Charts.Example.com/Stable", "https://charts.example.com/stable"));
    }

    private static void git(Map<String, String> examples) {
        compare("git", RepositoryUrl::normaliseGit, examples);
    }

    private static void image(Map<String, String> examples) {
        compare("image", RepositoryUrl::normaliseImage, examples);
    }

    private static void compare(String kind, UnaryOperator<String> normalise, Map<String, String> examples) {
        examples.forEach((address, normal) -> {
            assertThat(RECORDED)
                    .as("Kargo's answer for " + address)
                    .filteredOn(vector -> vector.get("kind").asText().equals(kind)
                            && vector.get("address").asText().equals(address))
                    .extracting(vector -> vector.get("normal").asText())
                    .containsExactly(normal);
            assertThat(normalise.apply(address)).as(address).isEqualTo(normal);
        });
    }
}
