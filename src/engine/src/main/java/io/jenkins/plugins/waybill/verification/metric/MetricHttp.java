package io.jenkins.plugins.waybill.verification.metric;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.waybill.http.HttpAnswer;
import io.jenkins.plugins.waybill.http.HttpCall;
import io.jenkins.plugins.waybill.http.HttpSender;

/** Requests for measurements and the faults in their answers. */
final class MetricHttp {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final long LARGEST_ANSWER = 2L * 1024 * 1024;
    private static final int LONGEST_COMPLAINT = 300;

    private MetricHttp() {}

    /** The answer, whatever its status. */
    static HttpAnswer send(HttpCall call) throws IOException, InterruptedException {
        return HttpSender.shared().send(call.largestAnswer(LARGEST_ANSWER));
    }

    /** The answer, if it is a good one. */
    static HttpAnswer good(HttpCall call) throws IOException, InterruptedException {
        HttpAnswer answer = send(call);
        if (!answer.isSuccess()) {
            throw new IOException(call + " answered " + answer.status() + complaint(answer.text()) + hint(answer));
        }
        return answer;
    }

    /** The JSON of a good answer. */
    static JsonNode json(HttpCall call) throws IOException, InterruptedException {
        return json(call, good(call));
    }

    static JsonNode json(HttpCall call, HttpAnswer answer) throws IOException {
        try {
            JsonNode tree = JSON.readTree(answer.text());
            if (tree != null && !tree.isMissingNode()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            // Said below, without what the server sent.
        }
        throw new IOException(call + " answered " + answer.status() + ", but not with JSON.");
    }

    private static String hint(HttpAnswer answer) {
        return answer.status() == 401 || answer.status() == 403 ? ". Check the credentials of this provider." : ".";
    }

    /** The beginning of what a server says about a fault. */
    static String complaint(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.isEmpty() || line.startsWith("<")) {
            return "";
        }
        return ": " + (line.length() > LONGEST_COMPLAINT ? line.substring(0, LONGEST_COMPLAINT) + "…" : line);
    }

    /** An address from a template or a Secret with a path behind it. */
    static String join(String address, String path) {
        return address.strip().replaceFirst("/+$", "") + path;
    }
}
