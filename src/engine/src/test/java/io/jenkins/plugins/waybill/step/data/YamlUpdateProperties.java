package io.jenkins.plugins.waybill.step.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every document, every scalar in it and every value. */
class YamlUpdateProperties {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Texts that are easily written so that they read back as something else, or not at all. */
    private static final List<String> TRAPS = List.of(
            "",
            " ",
            "~",
            "null",
            "no",
            "0",
            "-0",
            "1.20",
            "1e3",
            "0x1F",
            "0o17",
            "1_000",
            ".5",
            "+.inf",
            "12:30:45",
            "2026-05-01",
            "- x",
            "-",
            "?",
            ": ",
            "a: b",
            "a:",
            "a #b",
            "#",
            "---",
            "...",
            "--- x",
            "%x",
            "@x",
            "`",
            "*a",
            "&a",
            "!t",
            "|",
            ">-",
            "{a",
            "[",
            "]x",
            "}",
            "a,b",
            "a:b",
            "it's",
            "\"",
            "\\",
            "\\n",
            "one\ntwo",
            "a\r\nb",
            "\t",
            " x",
            "x ",
            "\u0007",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\ufeff",
            "\ufffe",
            "\ud83d\ude80",
            "é",
            "<<",
            "=",
            "v1.2.3",
            "sha256:0a1b",
            "ghcr.io/o/app:1.2.3@sha256:0a");

    @Property(tries = 2000)
    void onlyTheAddressedScalarChangesAndReadsBackAsSet(
            @ForAll long shape, @ForAll("values") JsonNode value, @ForAll boolean windows, @ForAll boolean marked)
            throws Exception {
        Document document = new Document(new Random(shape), windows, marked);
        Slot slot = document.slots.get(new Random(shape).nextInt(document.slots.size()));
        YamlEdit edit = YamlEdit.of("random.yaml", document.text.toString());

        edit.set(slot.key, value);
        String changed = edit.apply();

        String before = document.text.substring(0, slot.from);
        String after = document.text.substring(slot.to);
        assertThat(changed).startsWith(before).endsWith(after);
        assertThat(read(changed))
                .as(() ->
                        "after setting " + slot.key + " to " + value + " in\n" + document.text + "\ngiving\n" + changed)
                .isEqualTo(replaced(read(document.text.toString()), slot.path, plain(value)));
    }

    @Provide
    Arbitrary<JsonNode> values() {
        Arbitrary<String> traps = Arbitraries.of(TRAPS);
        Arbitrary<String> texts = Arbitraries.oneOf(
                traps,
                Arbitraries.strings()
                        .withChars("ab01 .:-#,'\"{}[]&*!|>%@\\\n\t")
                        .ofMaxLength(8),
                Arbitraries.strings().all().ofMaxLength(5).filter(YamlUpdateProperties::wellFormed));
        return Arbitraries.oneOf(
                texts.map(JSON::textNode),
                Arbitraries.longs().map(JSON::numberNode),
                Arbitraries.doubles().between(-1e6, 1e6).map(JSON::numberNode),
                Arbitraries.bigIntegers().map(JSON::numberNode).map(JsonNode.class::cast),
                Arbitraries.of(true, false).map(JSON::booleanNode),
                Arbitraries.just(JSON.nullNode()));
    }

    /** UTF-8 has no lone surrogates, so no config has. */
    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** A scalar: its key as the step takes it, its path, and the text range it may change. */
    private record Slot(String key, List<Object> path, int from, int to) {}

    /** A document written by hand, in every style, with comments, whose scalars' places are known. */
    private static final class Document {

        private final Random random;
        private final String newline;
        private final StringBuilder text = new StringBuilder();
        private final List<Slot> slots = new ArrayList<>();

        Document(Random random, boolean windows, boolean marked) {
            this.random = random;
            this.newline = windows ? "\r\n" : "\n";
            text.append(marked ? "\ufeff" : "").append(random.nextInt(3) == 0 ? "# ü head" + newline : "");
            text.append(random.nextInt(3) == 0 ? "---" + newline : "");
            mapping("", "", new ArrayList<>(), 0);
            if (slots.isEmpty()) {
                text.append("last: ");
                scalar("last", List.of("last"), false);
                text.append(newline);
            }
            text.append(random.nextInt(3) == 0 ? "---" + newline + "k0: other # second" + newline : "");
        }

        private void mapping(String indent, String key, List<Object> path, int depth) {
            for (int i = 0, size = 1 + random.nextInt(3); i < size; i++) {
                String name = List.of("k", "a.b", "x:y", "ключ", "3").get(random.nextInt(5)) + i;
                text.append(indent)
                        .append(name.equals("x:y" + i) ? '"' + name + '"' : name)
                        .append(':');
                value(indent, child(key, name), below(path, name), depth);
            }
        }

        private void list(String indent, String key, List<Object> path, int depth) {
            for (int i = 0, size = 1 + random.nextInt(3); i < size; i++) {
                text.append(indent).append('-');
                value(indent, child(key, "" + i), below(path, i), depth);
            }
        }

        private void value(String indent, String key, List<Object> path, int depth) {
            int kind = depth >= 3 ? 2 + random.nextInt(4) : random.nextInt(6);
            switch (kind) {
                case 0, 1 -> {
                    text.append(random.nextBoolean() ? " # below" : "").append(newline);
                    if (kind == 0) {
                        mapping(indent + "  ", key, path, depth + 1);
                    } else {
                        list(indent + "  ", key, path, depth + 1);
                    }
                }
                case 2 -> {
                    text.append(' ');
                    flow(key, path, depth + 1);
                    text.append(random.nextBoolean() ? " # flow" : "").append(newline);
                }
                case 3 -> block(indent, key, path);
                default -> {
                    text.append(random.nextInt(4) == 0 ? " &anchor" + slots.size() : "")
                            .append("  ");
                    scalar(key, path, false);
                    text.append(random.nextBoolean() ? " # note: 'it'" : "").append(newline);
                }
            }
        }

        private void flow(String key, List<Object> path, int depth) {
            boolean map = random.nextBoolean();
            text.append(map ? '{' : '[');
            for (int i = 0, size = random.nextInt(4); i < size; i++) {
                text.append(i == 0 ? "" : ", ").append(map ? "f" + i + ": " : "");
                String name = map ? "f" + i : "" + i;
                List<Object> place = below(path, map ? name : (Object) i);
                if (depth < 4 && random.nextInt(4) == 0) {
                    flow(child(key, name), place, depth + 1);
                } else {
                    scalar(child(key, name), place, true);
                }
            }
            text.append(map ? '}' : ']');
        }

        private void scalar(String key, List<Object> path, boolean inFlow) {
            int from = text.length();
            List<String> styles =
                    List.of("plain", "two words", "'it''s'", "\"a\\tb\"", "''", "42", "~", "1.0", "\ud83d\ude80");
            text.append(styles.get(random.nextInt(styles.size() - (inFlow ? 1 : 0))));
            slots.add(new Slot(key, path, from, text.length()));
        }

        private void block(String indent, String key, List<Object> path) {
            text.append(' ');
            int from = text.length();
            text.append(List.of("|", ">", "|-", ">+").get(random.nextInt(4))).append(newline);
            for (int i = 0, size = 1 + random.nextInt(2); i < size; i++) {
                text.append(indent).append("  line # ").append(i).append(newline);
            }
            slots.add(new Slot(key, path, from, text.length() - newline.length()));
        }

        private static String child(String key, String name) {
            String escaped = name.replace(".", "\\.").replace(":", "\\:");
            return key.isEmpty() ? escaped : key + "." + escaped;
        }

        private static List<Object> below(List<Object> path, Object name) {
            List<Object> longer = new ArrayList<>(path);
            longer.add(name);
            return longer;
        }
    }

    private static List<@Nullable Object> read(String text) {
        List<@Nullable Object> documents = new ArrayList<>();
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        new Load(settings).loadAllFromString(text).forEach(documents::add);
        return documents;
    }

    /** The documents with one value of the first replaced. */
    private static List<@Nullable Object> replaced(
            List<@Nullable Object> documents, List<Object> path, @Nullable Object value) {
        List<@Nullable Object> copy = new ArrayList<>(documents);
        copy.set(0, replaced(documents.get(0), path, 0, value));
        return copy;
    }

    private static @Nullable Object replaced(
            @Nullable Object node, List<Object> path, int depth, @Nullable Object value) {
        if (depth == path.size()) {
            return value;
        }
        if (node instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
            // "30" is read as a number.
            Object key = map.keySet().stream()
                    .filter(known -> known.toString().equals(path.get(depth)))
                    .findFirst()
                    .orElseThrow();
            copy.put(key, replaced(map.get(key), path, depth + 1, value));
            return copy;
        }
        List<@Nullable Object> copy = new ArrayList<>((List<?>) Objects.requireNonNull(node));
        int index = (Integer) path.get(depth);
        copy.set(index, replaced(copy.get(index), path, depth + 1, value));
        return copy;
    }

    /** The value as a YAML reader gives it back. */
    private static @Nullable Object plain(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isDouble() && value.doubleValue() != Math.rint(value.doubleValue())) {
            return value.doubleValue();
        }
        java.math.BigInteger whole = value.decimalValue().toBigInteger();
        return whole.bitLength() < 32
                ? (Object) whole.intValue()
                : whole.bitLength() < 64 ? (Object) whole.longValue() : whole;
    }
}
