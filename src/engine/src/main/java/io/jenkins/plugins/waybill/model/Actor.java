package io.jenkins.plugins.waybill.model;

/**
 * Who did something, in Kargo's notation {@code kind:name} ({@code email:}, {@code subject:}, {@code controller:}, …).
 *
 * @param kind such as {@code email}, {@code user} or {@code controller}; {@code admin} has no name
 * @param name the person or program within that kind
 */
public record Actor(String kind, String name) {

    /** The engine itself: automatic promotions and discovered Freight. */
    public static final Actor ENGINE = new Actor("controller", "waybill");

    /** A person known by a login name. */
    public static Actor user(String name) {
        return new Actor("user", name);
    }

    /** Reads {@code kind:name}; a text without a colon is a kind without a name. */
    public static Actor parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? new Actor(text, "") : new Actor(text.substring(0, colon), text.substring(colon + 1));
    }

    /** True for programs; what they do carries no intent to hold or resume auto-promotion. */
    public boolean isController() {
        return kind.equals("controller");
    }

    /** The name without its kind, as {@code ctx.meta.promotion.actor} shows it. */
    public String displayName() {
        return name.isEmpty() ? kind : name;
    }

    @Override
    public String toString() {
        return name.isEmpty() ? kind : kind + ":" + name;
    }
}
