package io.jenkins.plugins.waybill.step.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every JSON document and every value in it. */
class JsonUpdateProperties {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Property(tries = 1000)
    void onlyTheAddressedValueChanges(@ForAll long shape, @ForAll @StringLength(max = 6) String value)
            throws Exception {
        Document document = new Document(new Random(shape));
        Slot slot = document.slots.get(new Random(shape).nextInt(document.slots.size()));
        String text = document.text.toString();
        JsonEdit edit = new JsonEdit("random.json", text);

        edit.set(slot.key, JsonNodeFactory.instance.textNode(value));

        String after = text.substring(slot.to);
        assertThat(edit.text()).startsWith(text.substring(0, slot.from)).endsWith(after);
        assertThat(JSON.readTree(edit.text().substring(slot.from, edit.text().length() - after.length()))
                        .textValue())
                .isEqualTo(value);
    }

    @Property(tries = 1000)
    void anAddedMemberOrElementLeavesTheRestAsItWas(@ForAll long shape, @ForAll int value) throws Exception {
        Document document = new Document(new Random(shape));
        Holder holder = document.holders.get(new Random(shape).nextInt(document.holders.size()));
        JsonNode expected = JSON.readTree(document.text.toString());
        JsonNode at = expected.at(holder.pointer);
        if (at instanceof ObjectNode object) {
            object.put("new", value);
        } else {
            ((ArrayNode) at).add(value);
        }
        JsonEdit edit = new JsonEdit("random.json", document.text.toString());

        edit.set(
                (holder.key.isEmpty() ? "" : holder.key + ".") + (at.isObject() ? "new" : "-1"),
                JsonNodeFactory.instance.numberNode(value));

        assertThat(JSON.readTree(edit.text())).isEqualTo(expected);
        assertThat(edit.text()).startsWith(document.text.substring(0, holder.from));
    }

    private record Slot(String key, int from, int to) {}

    private record Holder(String key, String pointer, int from) {}

    /** A document with odd spacing whose values' places are known. */
    private static final class Document {

        private final Random random;
        private final StringBuilder text = new StringBuilder();
        private final List<Slot> slots = new ArrayList<>();
        private final List<Holder> holders = new ArrayList<>();

        Document(Random random) {
            this.random = random;
            space();
            container("", "", 0);
            space();
        }

        private void container(String key, String pointer, int depth) {
            boolean map = random.nextBoolean();
            holders.add(new Holder(key, pointer, text.length()));
            text.append(map ? '{' : '[');
            space();
            for (int i = 0, size = (depth == 0 ? 1 : 0) + random.nextInt(4); i < size; i++) {
                text.append(i == 0 ? "" : ",");
                space();
                String name = map ? List.of("k", "a.b", "x:y", "é").get(random.nextInt(4)) + i : "" + i;
                if (map) {
                    text.append('"').append(name).append('"');
                    space();
                    text.append(':');
                    space();
                }
                String escaped = name.replace(".", "\\.").replace(":", "\\:");
                String below = key.isEmpty() ? escaped : key + "." + escaped;
                int from = text.length();
                if (depth < 3 && random.nextInt(3) == 0) {
                    container(below, pointer + "/" + name, depth + 1);
                } else {
                    List<String> scalars = List.of(
                            "null",
                            "true",
                            "-1.5e+3",
                            "0",
                            "\"\"",
                            "\"a\\\"]}, b\"",
                            "\"\ud83d\ude80\"",
                            "12345678901234567890");
                    text.append(scalars.get(random.nextInt(scalars.size())));
                }
                slots.add(new Slot(below, from, text.length()));
                space();
            }
            text.append(map ? '}' : ']');
        }

        private void space() {
            text.append(List.of("", "", " ", "\n  ", "\r\n\t").get(random.nextInt(5)));
        }
    }
}
