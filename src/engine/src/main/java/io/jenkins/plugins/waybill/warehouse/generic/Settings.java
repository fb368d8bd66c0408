package io.jenkins.plugins.waybill.warehouse.generic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;

/** The {@code config} of a generic subscription, read with words for what is wrong. */
final class Settings {

    private final Subscription.Generic subscription;
    private final JsonNode config;

    private Settings(Subscription.Generic subscription) {
        this.subscription = subscription;
        this.config = subscription.config();
    }

    /** Reads a config that may have only these fields. */
    static Settings of(Subscription.Generic subscription, Set<String> fields) throws DiscoveryException {
        Settings settings = new Settings(subscription);
        for (var names = settings.config.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                throw settings.wrong("has '" + name + "', which it does not know. It knows "
                        + String.join(", ", fields.stream().sorted().toList()) + ".");
            }
        }
        return settings;
    }

    String required(String field) throws DiscoveryException {
        String text = text(field, "");
        if (text.isBlank()) {
            throw wrong("has no '" + field + "'.");
        }
        return text;
    }

    String text(String field, String otherwise) throws DiscoveryException {
        JsonNode value = config.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw wrong("has a '" + field + "' that is no text.");
        }
        return value.asText();
    }

    boolean flag(String field) throws DiscoveryException {
        JsonNode value = config.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw wrong("has a '" + field + "' that is neither true nor false.");
        }
        return value.asBoolean(false);
    }

    List<String> texts(String field) throws DiscoveryException {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : config.path(field)) {
            if (!item.isTextual()) {
                throw wrong("has a '" + field + "' that is no list of texts.");
            }
            texts.add(item.asText());
        }
        return texts;
    }

    /** An http or https URL without a slash at its end. */
    String url(String field) throws DiscoveryException {
        String url = required(field);
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            throw wrong("has a '" + field + "' that is no http or https URL.");
        }
        return url.replaceFirst("/+$", "");
    }

    /** All of it, in one text. */
    String all() {
        return config.toString();
    }

    DiscoveryException wrong(String what) {
        return new DiscoveryException(subscription.position() + ": the config of '" + subscription.type() + "' '"
                + subscription.name() + "' " + what);
    }
}
