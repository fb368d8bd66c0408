package io.jenkins.plugins.waybill.model;

/**
 * What made a piece of Freight. Kargo knows Warehouses only.
 *
 * @param kind always {@code Warehouse} today
 * @param name the Warehouse
 */
public record FreightOrigin(String kind, String name) implements Comparable<FreightOrigin> {

    /** The origin for the Warehouse of that name. */
    public static FreightOrigin warehouse(String name) {
        return new FreightOrigin("Warehouse", name);
    }

    /** {@code Warehouse/<name>}: the form used as a map key and in Freight names. */
    public String key() {
        return kind + "/" + name;
    }

    /** Reads {@link #key()}. */
    public static FreightOrigin parse(String key) {
        int slash = key.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("Not an origin: '" + key + "'. Expected Warehouse/<name>.");
        }
        return new FreightOrigin(key.substring(0, slash), key.substring(slash + 1));
    }

    @Override
    public int compareTo(FreightOrigin other) {
        return key().compareTo(other.key());
    }

    @Override
    public String toString() {
        return key();
    }
}
