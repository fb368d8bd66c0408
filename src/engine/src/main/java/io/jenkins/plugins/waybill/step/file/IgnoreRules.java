package io.jenkins.plugins.waybill.step.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.eclipse.jgit.ignore.IgnoreNode;

/** What to leave out, in the language of .gitignore. */
final class IgnoreRules {

    private final IgnoreNode rules = new IgnoreNode();

    private IgnoreRules() {}

    /** Rules with paths from the directory that is worked on. */
    static IgnoreRules of(String lines) throws IOException {
        IgnoreRules ignored = new IgnoreRules();
        ignored.rules.parse(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        return ignored;
    }

    /** A file is left out when it, or a directory above it, is. */
    boolean leaveOut(String path, boolean directory) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (rules.isIgnored(path.substring(0, slash), true) == IgnoreNode.MatchResult.IGNORED) {
                return true;
            }
        }
        return rules.isIgnored(path, directory) == IgnoreNode.MatchResult.IGNORED;
    }
}
