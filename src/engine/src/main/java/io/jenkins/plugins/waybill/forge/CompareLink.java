package io.jenkins.plugins.waybill.forge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Where a forge shows what lies between two commits. */
public final class CompareLink {

    private static final Pattern REPOSITORY = Pattern.compile(
            "(?:https?://(?:[^/@]*@)?|ssh://(?:[^/@]*@)?|[^/@:]+@)(?<host>[^/:]+)(?::\\d+)?[/:](?<path>.+?)(?:\\.git)?/?");

    private CompareLink() {}

    /** Null for hosts whose addresses are not known. */
    public static @Nullable String of(String repoUrl, String from, String to) {
        Matcher repository = REPOSITORY.matcher(repoUrl);
        if (!repository.matches()) {
            return null;
        }
        String host = repository.group("host");
        String home = "https://" + host + "/" + repository.group("path");
        if (host.contains("gitlab")) {
            return home + "/-/compare/" + from + "..." + to;
        }
        if (host.contains("github") || host.contains("gitea") || host.contains("codeberg")) {
            return home + "/compare/" + from + "..." + to;
        }
        if (host.equals("bitbucket.org")) {
            return home + "/branches/compare/" + to + ".." + from;
        }
        return null;
    }
}
