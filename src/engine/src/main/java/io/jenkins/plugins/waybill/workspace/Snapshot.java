package io.jenkins.plugins.waybill.workspace;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * All files of a workspace at one moment, as ids.
 *
 * @param scratch tree of the scratch space
 * @param checkouts by path
 */
record Snapshot(String scratch, List<Mounted> checkouts) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    Snapshot {
        checkouts = List.copyOf(checkouts);
    }

    /** A checkout; {@link Checkout} has the meaning of each part. */
    record Mounted(
            String path,
            String project,
            String url,
            boolean insecureSkipTlsVerify,
            @Nullable String branch,
            @Nullable String authorName,
            @Nullable String authorEmail,
            @Nullable String signingKey,
            @Nullable String base,
            @Nullable String head,
            String tree,
            @Nullable Map<String, String> tags) {}

    String write() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Snapshot read(String text) throws IOException {
        return JSON.readValue(text, Snapshot.class);
    }
}
