package io.jenkins.plugins.waybill.plugin.step;

import hudson.AbortException;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.GitCommit;
import io.jenkins.plugins.waybill.model.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Artifacts as a Jenkinsfile writes them. */
final class ArtifactText {

    private static final Pattern IMAGE = Pattern.compile(
            "(?<repo>[^\\s@]+?)(?::(?<tag>[\\w][\\w.-]{0,127}))?(?:@(?<digest>[a-z0-9]+:[0-9a-fA-F]+))?");
    private static final Pattern CHART = Pattern.compile("(?<repo>\\S+)(?:\\s+(?<name>[^\\s#]+))?#(?<version>\\S+)");
    private static final Pattern COMMIT = Pattern.compile("(?<repo>\\S+)#(?<id>[0-9a-f]{40}|[0-9a-f]{64})");

    private ArtifactText() {}

    static Artifacts parse(List<String> images, List<String> charts, List<String> commits) throws AbortException {
        List<Image> parsedImages = new ArrayList<>();
        for (String text : images) {
            Matcher image = matched(IMAGE, text, "an image", "ghcr.io/example/app:1.2.3 or …@sha256:…");
            if (image.group("tag") == null && image.group("digest") == null) {
                throw new AbortException("Image '" + text + "' needs a tag or a digest, such as " + text + ":1.2.3.");
            }
            parsedImages.add(new Image(
                    image.group("repo"), orEmpty(image.group("tag")), orEmpty(image.group("digest")), Map.of(), ""));
        }
        List<Chart> parsedCharts = new ArrayList<>();
        for (String text : charts) {
            Matcher chart = matched(
                    CHART,
                    text,
                    "a chart",
                    "oci://ghcr.io/example/chart#1.2.3 or https://charts.example.com app#1.2.3");
            parsedCharts.add(new Chart(chart.group("repo"), orEmpty(chart.group("name")), chart.group("version"), ""));
        }
        List<GitCommit> parsedCommits = new ArrayList<>();
        for (String text : commits) {
            Matcher commit = matched(COMMIT, text, "a commit", "https://git.example.com/app.git#<the full commit id>");
            parsedCommits.add(new GitCommit(commit.group("repo"), commit.group("id"), "", "", "", "", "", ""));
        }
        return new Artifacts(parsedCommits, parsedImages, parsedCharts, List.of());
    }

    private static Matcher matched(Pattern pattern, String text, String what, String example) throws AbortException {
        Matcher matcher = pattern.matcher(text.trim());
        if (!matcher.matches()) {
            throw new AbortException("'" + text + "' does not name " + what + "; write it like " + example + ".");
        }
        return matcher;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
