package io.jenkins.plugins.waybill.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writing paths. */
final class Paths {

    private Paths() {}

    /** A text as one segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
