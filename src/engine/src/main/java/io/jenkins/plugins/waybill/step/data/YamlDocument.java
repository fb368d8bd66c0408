package io.jenkins.plugins.waybill.step.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.step.StepFailure;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.serializer.Serializer;

/** A YAML file as nodes with their comments, and back. */
final class YamlDocument {

    private static final Pattern INDENTED_LIST = Pattern.compile("(?m)^( *)[^\\s#-][^#\\n]*:[ \\t]*\\r?\\n\\1 +- ");

    private static final Pattern INDENTED_BLANK = Pattern.compile("(?m)^ +$");

    private YamlDocument() {}

    /**
     * The file's only document; empty when it holds nothing.
     *
     * @throws StepFailure when it is no YAML or holds several documents
     */
    static Optional<Node> read(String file, String text) throws StepFailure {
        if (text.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
            return Optional.empty();
        }
        List<Node> documents = new ArrayList<>();
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setUseMarks(true)
                    .setParseComments(true)
                    .setSchema(new CoreSchema())
                    .setLabel(file)
                    .build();
            new Compose(settings).composeAllFromString(text).forEach(documents::add);
        } catch (YamlEngineException e) {
            throw StepFailure.retryable(file + " is no YAML: " + e.getMessage());
        }
        if (documents.size() > 1) {
            throw StepFailure.retryable(file + " holds " + documents.size()
                    + " documents; yaml-merge takes files with one. Split it into files.");
        }
        return documents.stream().findFirst();
    }

    /** The document as text, with lists indented as in an example. */
    static String write(Node document, String example) {
        boolean indented = INDENTED_LIST.matcher(example).find();
        Set<String> used = new HashSet<>();
        DumpSettings settings = DumpSettings.builder()
                .setDumpComments(true)
                .setSchema(new CoreSchema())
                .setIndent(2)
                .setIndicatorIndent(indented ? 2 : 0)
                .setIndentWithIndicator(indented)
                .setSplitLines(false)
                .setWidth(Integer.MAX_VALUE)
                .setBestLineBreak(example.contains("\r\n") ? "\r\n" : "\n")
                .setAnchorGenerator(node -> anchor(node, used))
                .build();
        StringBuilder text = new StringBuilder();
        Emitter emitter = new Emitter(settings, new StreamDataWriter() {
            @Override
            public void write(String part) {
                text.append(part);
            }

            @Override
            public void write(String part, int from, int length) {
                text.append(part, from, from + length);
            }
        });
        Serializer serializer = new Serializer(settings, emitter);
        serializer.emitStreamStart();
        serializer.serializeDocument(document);
        serializer.emitStreamEnd();
        // Blank lines come out indented. Where a text has such lines of its own, they are left alone.
        Matcher blank = INDENTED_BLANK.matcher(text);
        return INDENTED_BLANK.matcher(example).find() ? text.toString() : blank.replaceAll("");
    }

    /** The name that it has, unless another of the merged files used that name too. */
    private static Anchor anchor(Node node, Set<String> used) {
        String wanted = node.getAnchor().map(Anchor::getValue).orElse("shared");
        String name = wanted;
        for (int i = 2; !used.add(name); i++) {
            name = wanted + i;
        }
        return new Anchor(name);
    }
}
