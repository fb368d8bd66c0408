package io.jenkins.plugins.waybill.step.argocd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.argocd.Application;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Changes of an Application's sources as a unified diff of YAML. */
final class SourcesDiff {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SourcesDiff() {}

    /** Null when nothing changes. */
    static @Nullable String of(Application application, Map<Integer, ObjectNode> changes) {
        if (changes.isEmpty()) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        changes.forEach((index, changed) -> {
            String place = application.key() + application.pointer(index);
            text.append("--- a/").append(place).append("\n+++ b/").append(place).append('\n');
            text.append(unified(yaml(application.sources().get(index)), yaml(changed)));
        });
        return text.toString();
    }

    private static String unified(String before, String after) {
        RawText left = new RawText(before.getBytes(StandardCharsets.UTF_8));
        RawText right = new RawText(after.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(out)) {
            formatter.format(new HistogramDiff().diff(RawTextComparator.DEFAULT, left, right), left, right);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String yaml(ObjectNode source) {
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .build())
                .dumpToString(JSON.convertValue(source, Map.class));
    }
}
