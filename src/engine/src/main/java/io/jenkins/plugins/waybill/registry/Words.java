package io.jenkins.plugins.waybill.registry;

import java.io.IOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.waybill.http.HttpAnswer;

/** What servers say, fit for a message. */
final class Words {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 200;

    private Words() {}

    /** In one line, without control characters, not too long. */
    static String clean(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    /** The first of a registry's own errors in parentheses, with a space before; empty when there is none. */
    static String error(HttpAnswer answer) {
        try {
            JsonNode first = JSON.readTree(answer.body()).path("errors").path(0);
            String said =
                    (first.path("code").asText("") + " " + first.path("message").asText("")).strip();
            return said.isEmpty() ? "" : " (" + clean(said) + ")";
        } catch (IOException e) {
            return "";
        }
    }
}
