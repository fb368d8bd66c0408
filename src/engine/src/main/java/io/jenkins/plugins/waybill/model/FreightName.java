package io.jenkins.plugins.waybill.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** The names of Freight and of collections of Freight: the same as Kargo's, byte for byte. */
public final class FreightName {

    private FreightName() {}

    /**
     * SHA-1 over the origin and what is pinned. Branches, messages, authors, annotations and metadata do not count.
     */
    public static String of(FreightOrigin origin, Artifacts artifacts) {
        List<String> parts = new ArrayList<>();
        for (GitCommit commit : artifacts.commits()) {
            String tag = commit.tag().isEmpty() ? "" : ":" + commit.tag();
            parts.add(RepositoryUrl.normaliseGit(commit.repoUrl())
                    + tag
                    + ":"
                    + commit.id()
                    + suffix(commit.subscriptionName()));
        }
        for (Image image : artifacts.images()) {
            parts.add(image.repoUrl() + ":" + image.tag() + "@" + image.digest() + suffix(image.subscriptionName()));
        }
        for (Chart chart : artifacts.charts()) {
            parts.add(joinPath(RepositoryUrl.normaliseChart(chart.repoUrl()), chart.name())
                    + ":"
                    + chart.version()
                    + suffix(chart.subscriptionName()));
        }
        for (GenericArtifact artifact : artifacts.artifacts()) {
            parts.add(artifact.artifactType() + ":" + artifact.subscriptionName() + ":" + artifact.version());
        }
        parts.sort((a, b) ->
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
        return sha1(origin.key() + ":" + String.join("|", parts));
    }

    /** SHA-1 over the sorted names of the Freight that a Stage runs together. */
    public static String ofCollection(Collection<String> freightNames) {
        return sha1(String.join(",", freightNames.stream().sorted().toList()));
    }

    private static String suffix(String subscriptionName) {
        return subscriptionName.isEmpty() ? "" : ":" + subscriptionName;
    }

    /** As Go's path.Join: empty elements left out, slashes collapsed, dots resolved. */
    private static String joinPath(String first, String second) {
        String joined = first.isEmpty() ? second : second.isEmpty() ? first : first + "/" + second;
        if (joined.isEmpty()) {
            return "";
        }
        boolean rooted = joined.startsWith("/");
        List<String> kept = new ArrayList<>();
        for (String part : joined.split("/")) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (!part.equals("..")) {
                kept.add(part);
            } else if (!kept.isEmpty() && !kept.get(kept.size() - 1).equals("..")) {
                kept.remove(kept.size() - 1);
            } else if (!rooted) {
                kept.add(part);
            }
        }
        String path = (rooted ? "/" : "") + String.join("/", kept);
        return path.isEmpty() ? "." : path;
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
