package io.jenkins.plugins.waybill.manifest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.waybill.model.SourcePosition;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Turns one document's text into a {@link Value}; whatever stops it becomes a finding. */
final class YamlReader {

    /** What cannot be read any further, with the finding that says why. */
    private static final class Unreadable extends RuntimeException {
        private final transient Finding finding;

        Unreadable(Finding finding) {
            super(finding.message(), null, false, false);
            this.finding = finding;
        }
    }

    /** Tabs between a key and its value are YAML, but not to the parser; each one costs another attempt. */
    private static final int MOST_TABS = 50;

    private final ManifestLimits limits;
    private final Consumer<Finding> findings;
    private final YamlText text;
    private final Map<Anchor, Value> anchors = new HashMap<>();
    private final LoadSettings settings;
    private int values;
    private @Nullable Mark separatingTab;

    private YamlReader(YamlText text, ManifestLimits limits, Consumer<Finding> findings) {
        this.text = text;
        this.limits = limits;
        this.findings = findings;
        this.settings = LoadSettings.builder()
                .setLabel(text.file())
                .setCodePointLimit(limits.fileBytes())
                // At the edge of its buffer the reader breaks surrogate pairs; so one buffer holds all.
                .setBufferSize(text.content().length() + 1)
                .build();
    }

    /** The document's value; null when it is empty or cannot be read. */
    static @Nullable Value read(YamlText text, ManifestLimits limits, Consumer<Finding> findings) {
        YamlText current = text;
        for (int tabs = 0; ; tabs++) {
            List<Finding> said = new ArrayList<>();
            YamlReader reader = new YamlReader(current, limits, said::add);
            Value value = reader.document();
            if (reader.separatingTab == null || tabs == MOST_TABS) {
                said.forEach(findings);
                return value;
            }
            current = current.withBlankFor(reader.separatingTab);
        }
    }

    private @Nullable Value document() {
        try {
            Iterator<Event> events =
                    new Parse(settings).parseString(text.content()).iterator();
            while (events.hasNext()) {
                Event event = events.next();
                if (event instanceof NodeEvent node) {
                    Value value = value(node, events, 1);
                    while (events.hasNext()) {
                        events.next();
                    }
                    return value;
                }
            }
            return null;
        } catch (Unreadable e) {
            findings.accept(e.finding);
        } catch (MarkedYamlEngineException e) {
            findings.accept(syntaxError(e));
        } catch (RuntimeException e) {
            // The parser throws more than its own exceptions, such as NumberFormatException for some escapes.
            findings.accept(Finding.error(
                    Rule.YAML_SYNTAX, text.start(), "This is not valid YAML: " + firstLine(e.getMessage()) + "."));
        }
        return null;
    }

    private Value value(NodeEvent event, Iterator<Event> events, int depth) {
        SourcePosition position = position(event);
        checkDepth(depth, position);
        if (event instanceof AliasEvent alias) {
            return alias(alias, position, depth);
        }
        Value value;
        if (event instanceof ScalarEvent scalar) {
            count(1, position);
            value = scalar(scalar, position);
        } else if (event instanceof SequenceStartEvent) {
            count(1, position);
            value = sequence(position, events, depth);
        } else if (event instanceof MappingStartEvent) {
            count(1, position);
            value = mapping(position, events, depth);
        } else {
            throw new IllegalStateException("unexpected " + event.getEventId());
        }
        Optional<Anchor> anchor = event.getAnchor();
        anchor.ifPresent(name -> anchors.put(name, value));
        return value;
    }

    private Value alias(AliasEvent alias, SourcePosition position, int depth) {
        Value known = anchors.get(alias.getAlias());
        if (known == null) {
            throw new Unreadable(Finding.error(
                    Rule.UNKNOWN_ALIAS,
                    position,
                    "The alias '*" + alias.getAlias() + "' has no complete anchor '&" + alias.getAlias()
                            + "' above it in this document."));
        }
        checkDepth(depth - 1 + known.height(), position);
        count(known.size(), position);
        return known;
    }

    private void checkDepth(int depth, SourcePosition position) {
        if (depth > limits.depth()) {
            throw new Unreadable(Finding.error(
                    Rule.NESTING_TOO_DEEP,
                    position,
                    "Values nest deeper than " + limits.depth() + " levels here; the document is not read."));
        }
    }

    private void count(int more, SourcePosition position) {
        values += more;
        if (values > limits.values()) {
            throw new Unreadable(Finding.error(
                    Rule.DOCUMENT_TOO_LARGE,
                    position,
                    "The document has more than " + limits.values() + " values once its aliases are written out; it is"
                            + " not read."));
        }
    }

    private Value scalar(ScalarEvent event, SourcePosition position) {
        String source = event.getValue();
        Optional<String> tag = event.getTag();
        JsonNode json;
        if (tag.isPresent()) {
            json = YamlScalar.resolve(tag.get(), source);
        } else if (event.isPlain()) {
            json = YamlScalar.resolve(source);
            if (YamlScalar.isNotFinite(source)) {
                findings.accept(Finding.error(
                        Rule.YAML_SYNTAX,
                        position,
                        "'" + source + "' is no number that JSON could carry. Put it in quotes to get a string."));
            }
        } else {
            json = TextNode.valueOf(source);
        }
        return new Value.Scalar(position, json, source, places(event));
    }

    private Value sequence(SourcePosition position, Iterator<Event> events, int depth) {
        List<Value> items = new ArrayList<>();
        int size = 1;
        int height = 0;
        while (events.next() instanceof NodeEvent item) {
            Value value = value(item, events, depth + 1);
            items.add(value);
            size += value.size();
            height = Math.max(height, value.height());
        }
        return new Value.Sequence(position, items, size, height + 1);
    }

    private ScalarPlaces places(ScalarEvent event) {
        int line = event.getStartMark().map(Mark::getLine).orElse(0);
        int column = event.getStartMark().map(Mark::getColumn).orElse(0);
        return new ScalarPlaces(text, line, column, event.getScalarStyle(), event.getValue());
    }

    private Value mapping(SourcePosition position, Iterator<Event> events, int depth) {
        Map<String, Value.Member> members = new LinkedHashMap<>();
        Map<String, Boolean> merged = new HashMap<>();
        while (events.next() instanceof NodeEvent keyEvent) {
            SourcePosition keyPosition = position(keyEvent);
            boolean merge = keyEvent instanceof ScalarEvent scalar
                    && scalar.getValue().equals("<<")
                    && (scalar.isPlain() || scalar.getTag().isPresent());
            Value key = value(keyEvent, events, depth + 1);
            if (!(events.next() instanceof NodeEvent valueEvent)) {
                throw new IllegalStateException("a key without a value");
            }
            Value value = value(valueEvent, events, depth + 1);
            if (merge) {
                merge(value, keyPosition, members, merged);
                continue;
            }
            String name = keyName(key, keyPosition);
            Value.Member earlier = members.get(name);
            if (earlier != null && !merged.getOrDefault(name, false)) {
                findings.accept(Finding.error(
                        Rule.DUPLICATE_KEY,
                        keyPosition,
                        "The key '" + name + "' is already set at line "
                                + earlier.keyPosition().line()
                                + "; keep one of the two."));
            }
            merged.put(name, false);
            members.put(name, new Value.Member(keyPosition, value));
        }
        int size = 1;
        int height = 0;
        for (Value.Member member : members.values()) {
            size += member.value().size();
            height = Math.max(height, member.value().height());
        }
        return new Value.Mapping(position, members, size, height + 1);
    }

    /** Go's order: a later key replaces an earlier one, be it written or merged. */
    private void merge(
            Value value, SourcePosition place, Map<String, Value.Member> members, Map<String, Boolean> merged) {
        List<Value> sources = new ArrayList<>();
        if (value instanceof Value.Sequence sequence) {
            sequence.items().forEach(item -> sources.add(0, item));
        } else {
            sources.add(value);
        }
        for (Value source : sources) {
            if (!(source instanceof Value.Mapping mapping)) {
                throw new Unreadable(Finding.error(
                        Rule.YAML_SYNTAX,
                        place,
                        "'<<' merges a mapping or a list of mappings, not " + source.typeName() + "."));
            }
            mapping.members().forEach((name, member) -> {
                if (!merged.getOrDefault(name, true)) {
                    findings.accept(Finding.warning(
                            Rule.MERGE_OVERRIDES,
                            place,
                            "This '<<' replaces '" + name + "', which is written above it. Move '<<' to the top of the"
                                    + " mapping to keep what is written."));
                }
                merged.put(name, true);
                members.put(name, member);
            });
        }
    }

    private String keyName(Value key, SourcePosition position) {
        if (!(key instanceof Value.Scalar scalar) || key.isNull()) {
            throw new Unreadable(
                    Finding.error(Rule.INVALID_KEY, position, "A key must be a string, not " + key.typeName() + "."));
        }
        if (scalar.json().isBoolean()
                && !scalar.source().equalsIgnoreCase(scalar.json().asText())) {
            findings.accept(Finding.warning(
                    Rule.INVALID_KEY,
                    position,
                    "The key '" + scalar.source() + "' without quotes is the boolean "
                            + scalar.json().asText() + " in YAML 1.1, so its name is '"
                            + scalar.json().asText() + "'. Put it in quotes."));
        }
        return scalar.json().asText();
    }

    private SourcePosition position(Event event) {
        return event.getStartMark().map(text::position).orElse(text.start());
    }

    private Finding syntaxError(MarkedYamlEngineException error) {
        Optional<Mark> mark = error.getProblemMark().or(error::getContextMark);
        SourcePosition position = mark.map(text::position).orElse(text.start());
        if (mark.isPresent() && text.hasTabAt(mark.get())) {
            separatingTab = text.isInIndentation(mark.get()) ? null : mark.get();
            return Finding.error(
                    Rule.YAML_SYNTAX, position, "YAML does not allow a tab here. Use spaces for indentation.");
        }
        String problem = firstLine(error.getProblem())
                .replace("<stream end>", "the end of the document")
                .replace("<block end>", "the end of the block")
                .replace("'<scalar>'", "other text");
        return Finding.error(
                Rule.YAML_SYNTAX, position, "This is not valid YAML: " + problem + within(error, position) + ".");
    }

    /** What was being read, with the line on which it began when that is another one. */
    private String within(MarkedYamlEngineException error, SourcePosition position) {
        if (error.getContext() == null) {
            return "";
        }
        int began = error.getContextMark().map(text::position).orElse(position).line();
        return " " + error.getContext().strip() + (began == position.line() ? "" : " that starts in line " + began);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "unexpected end" : message.lines().findFirst().orElse("unexpected end");
    }
}
