package io.jenkins.plugins.waybill.promotion;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.model.Promotion;
import io.jenkins.plugins.waybill.model.StepDefinition;
import io.jenkins.plugins.waybill.model.Variable;

/**
 * Hides the secrets that a promotion has come to know wherever it writes something down. Also hides their usual
 * encodings (Base64, URL). Thread-safe.
 *
 * <p>A text shorter than four characters is hidden only where it stands alone: masking every "1" would hide nothing and
 * garble everything.
 */
public final class SecretMask {

    private static final String MASK = "****";
    private static final int SHORTEST_PART = 4;
    private static final Pattern NAMED = Pattern.compile("\\b(secret|sharedSecret)\\(\\s*\\\\?[\"'`]([^\"'`\\\\]+)");

    /** Longest first, so that a secret within another does not leave the rest of the longer one in sight. */
    private volatile List<String> parts = List.of();

    private final List<String> whole = new CopyOnWriteArrayList<>();
    /** Longest first, too. */
    private final Map<String, SealedSecret> sealed = new ConcurrentSkipListMap<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Hides the secrets that a promotion's templates name, as they are now. */
    public static SecretMask of(Promotion promotion, Credentials credentials) {
        SecretMask mask = new SecretMask();
        Stream.concat(
                        promotion.variables().stream().map(Variable::value),
                        promotion.steps().stream().flatMap(SecretMask::texts))
                .forEach(text -> {
                    Matcher named = NAMED.matcher(text);
                    while (named.find()) {
                        boolean shared = named.group(1).equals("sharedSecret");
                        String name = named.group(2);
                        (shared ? credentials.sharedSecret(name) : credentials.secret(promotion.project(), name))
                                .ifPresent(data -> data.values().forEach(secret -> mask.learn(secret.reveal())));
                    }
                });
        return mask;
    }

    private static Stream<String> texts(StepDefinition step) {
        return Stream.concat(
                Stream.of(
                        Objects.requireNonNullElse(step.condition(), ""),
                        step.config().toString()),
                step.variables().stream().map(Variable::value));
    }

    /** From now on hides this text, and seals it where it can be found again. */
    synchronized void learn(String secret, SealedSecret origin) {
        learn(secret);
        if (secret.length() >= SHORTEST_PART) {
            sealed.put(secret, origin);
        }
    }

    /** From now on hides this text. */
    synchronized void learn(String secret) {
        if (secret.isBlank()) {
            return;
        }
        if (secret.length() < SHORTEST_PART) {
            whole.add(secret);
            return;
        }
        Set<String> known = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        known.addAll(parts);
        forms(secret).filter(form -> form.length() >= SHORTEST_PART).forEach(known::add);
        parts = List.copyOf(known);
    }

    private static Stream<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        Stream<String> lines = secret.contains("\n")
                ? secret.lines().map(String::strip).filter(line -> line.length() >= 2 * SHORTEST_PART)
                : Stream.of();
        return Stream.concat(
                Stream.of(
                        secret,
                        secret.strip(),
                        Base64.getEncoder().encodeToString(bytes),
                        Base64.getEncoder().withoutPadding().encodeToString(bytes),
                        Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        TextNode.valueOf(secret).toString().substring(1).replaceAll("\"$", "")),
                lines);
    }

    /** The same secrets, each learnt before it is handed out. */
    public Credentials watch(Credentials credentials) {
        return new MaskedCredentials(credentials, this);
    }

    /** The text without any secret. */
    public String hide(String text) {
        if (whole.contains(text)) {
            return MASK;
        }
        String hidden = text;
        for (String secret : parts) {
            if (hidden.contains(secret)) {
                hidden = hidden.replace(secret, MASK);
            }
        }
        return hidden;
    }

    /**
     * The object without any secret, but with a note of where each came from, so that they can be put back
     * after a restart.
     */
    public ObjectNode seal(ObjectNode object) {
        return hide((ObjectNode) mapTexts(object, this::seal));
    }

    /** The text with a note of where its secrets came from in their place; a secret of unknown origin stays. */
    String seal(String text) {
        String result = SealedSecret.escape(text);
        for (Map.Entry<String, SealedSecret> entry : sealed.entrySet()) {
            result = result.replace(entry.getKey(), entry.getValue().toString());
        }
        return result;
    }

    /** The object as it was before {@link #seal}, with the secrets as they are now; they are hidden from now on. */
    public ObjectNode unseal(ObjectNode object, String project, Credentials credentials) {
        return (ObjectNode) mapTexts(object, text -> unseal(text, project, credentials));
    }

    /** The text as it was before {@link #seal(String)}. */
    String unseal(String text, String project, Credentials credentials) {
        return SealedSecret.unseal(text, origin -> {
            Optional<String> secret = origin.find(project, credentials);
            secret.ifPresent(found -> learn(found, origin));
            return secret;
        });
    }

    private static JsonNode mapTexts(JsonNode value, UnaryOperator<String> change) {
        if (value.isTextual()) {
            return TextNode.valueOf(change.apply(value.textValue()));
        }
        if (value instanceof ObjectNode object) {
            ObjectNode changed = JsonNodeFactory.instance.objectNode();
            object.fields().forEachRemaining(field -> changed.set(field.getKey(), mapTexts(field.getValue(), change)));
            return changed;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode changed = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> changed.add(mapTexts(element, change)));
            return changed;
        }
        return value;
    }

    /** The value without any secret, keys included; the very same value when there is none to hide. */
    JsonNode hide(JsonNode value) {
        if (parts.isEmpty() && whole.isEmpty()) {
            return value;
        }
        if (value.isTextual()) {
            return TextNode.valueOf(hide(value.textValue()));
        }
        if (value instanceof ObjectNode object) {
            return hide(object);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode hidden = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> hidden.add(hide(element)));
            return hidden;
        }
        if (value.isNumber() && !hide(value.asText()).equals(value.asText())) {
            return TextNode.valueOf(MASK);
        }
        return value;
    }

    /** The object without any secret. */
    ObjectNode hide(ObjectNode object) {
        if (parts.isEmpty() && whole.isEmpty()) {
            return object;
        }
        ObjectNode hidden = JsonNodeFactory.instance.objectNode();
        object.fields().forEachRemaining(field -> hidden.set(hide(field.getKey()), hide(field.getValue())));
        return hidden;
    }
}
