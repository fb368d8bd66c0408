package io.jenkins.plugins.waybill.host;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which servers may be spoken to without TLS: those that Docker and Kargo take for near ones. */
public final class PrivateNetwork {

    private static final Pattern NEAR = Pattern.compile(
            "(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]|.+\\.local|10\\.\\d+\\.\\d+\\.\\d+|192\\.168\\.\\d+\\.\\d+"
                    + "|172\\.(1[6-9]|2\\d|3[01])\\.\\d+\\.\\d+)(:\\d+)?");

    private PrivateNetwork() {}

    /**
     * Whether a host is this machine or in a private network, as far as its name or address tells.
     *
     * @param host with or without a port
     */
    public static boolean has(String host) {
        return NEAR.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
