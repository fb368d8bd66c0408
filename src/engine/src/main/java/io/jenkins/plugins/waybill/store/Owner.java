package io.jenkins.plugins.waybill.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.UUID;

/**
 * Who has a database.
 *
 * @param id of this opening, never used twice
 * @param description for people: host, process and since when
 */
record Owner(String id, String description) {

    /** This process on this host. */
    static final String HERE = here();

    static Owner here(Instant since) {
        return new Owner(UUID.randomUUID().toString(), HERE + " since " + since);
    }

    static Owner parse(String text) {
        String[] parts = text.split(" ", 2);
        return new Owner(parts[0], parts.length == 2 ? parts[1] : "another process");
    }

    @Override
    public String toString() {
        return id + " " + description;
    }

    private static String here() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "an unnamed host";
        }
        return "process " + ProcessHandle.current().pid() + " on " + host;
    }
}
