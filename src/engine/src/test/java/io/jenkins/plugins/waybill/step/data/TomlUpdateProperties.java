package io.jenkins.plugins.waybill.step.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every TOML document and every value in it. */
class TomlUpdateProperties {

    @Property(tries = 1000)
    void onlyTheAddressedValueChangesAndReadsBackAsSet(@ForAll long shape, @ForAll @StringLength(max = 6) String value)
            throws Exception {
        Document document = new Document(new Random(shape));
        Slot slot = document.slots.get(new Random(shape).nextInt(document.slots.size()));
        String text = document.text.toString();
        String set = wellFormed(value);
        TomlEdit edit = TomlEdit.of("random.toml", text);

        edit.set(slot.key, JsonNodeFactory.instance.textNode(set));

        String changed = edit.apply();
        String after = text.substring(slot.to);
        assertThat(changed).startsWith(text.substring(0, slot.from)).endsWith(after);
        String token = changed.substring(slot.from, changed.length() - after.length());
        assertThat(((TomlNode.Scalar)
                                TomlReader.read("token", "a = " + token).entries.get("a"))
                        .value())
                .isEqualTo(set);
        Object whole = TomlReader.read("random.toml", changed).plain();
        assertThat(whole).isNotNull();
    }

    private static String wellFormed(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().filter(c -> c < 0xd800 || c > 0xdfff).forEach(result::appendCodePoint);
        return result.toString();
    }

    private record Slot(String key, int from, int to) {}

    /** A document with odd spacing whose values' places are known. */
    private static final class Document {

        private static final List<String> SCALARS = List.of(
                "1",
                "-1.5e+3",
                "true",
                "'lit # ]'",
                "\"b\\\"a, }\"",
                "\"\"\"\nm\n# x \"\"\"",
                "'''l\n''x'''",
                "1979-05-27 07:32:00Z",
                "0xff",
                "\"\ud83d\ude80\"");

        private final Random random;
        private final StringBuilder text = new StringBuilder();
        private final List<Slot> slots = new ArrayList<>();

        Document(Random random) {
            this.random = random;
            entries("", 1 + random.nextInt(3));
            for (int i = 0; i < random.nextInt(4); i++) {
                if (random.nextBoolean()) {
                    text.append(" [ t").append(i).append(" . \"x.y\" ] # h\n");
                    entries("t" + i + ".x\\.y.", random.nextInt(3));
                } else {
                    for (int j = 0; j < 2; j++) {
                        text.append("[[l").append(i).append("]]\n");
                        entries("l" + i + "." + j + ".", random.nextInt(3));
                    }
                }
            }
        }

        private void entries(String prefix, int count) {
            for (int i = 0; i < count; i++) {
                String name = List.of("k", "\"a.b\"", "'x:y'", "d . e").get(random.nextInt(4)) + "";
                String plain = name.replace("\"", "")
                        .replace("'", "")
                        .replace("a.b", "a\\.b")
                        .replace("x:y", "x\\:y")
                        .replace(" ", "");
                text.append(random.nextBoolean() ? "  " : "# c\n\n")
                        .append("n")
                        .append(i)
                        .append(".")
                        .append(name);
                space();
                text.append('=');
                space();
                value(prefix + "n" + i + "." + plain, 0);
                text.append(random.nextBoolean() ? " # c\r\n" : "\n");
            }
        }

        private void value(String key, int depth) {
            int kind = depth < 3 ? random.nextInt(4) : 0;
            if (kind == 3) {
                text.append("{ a = ");
                value(key + ".a", depth + 1);
                text.append(", b.c=");
                value(key + ".b.c", depth + 1);
                text.append(" }");
            } else if (kind == 2) {
                text.append("[ # l\n");
                value(key + ".0", depth + 1);
                text.append(",\n");
                value(key + ".1", depth + 1);
                text.append(random.nextBoolean() ? ",\n]" : " ]");
            } else {
                int from = text.length();
                text.append(SCALARS.get(random.nextInt(SCALARS.size())));
                slots.add(new Slot(key, from, text.length()));
            }
        }

        private void space() {
            text.append(List.of("", " ", "\t").get(random.nextInt(3)));
        }
    }
}
