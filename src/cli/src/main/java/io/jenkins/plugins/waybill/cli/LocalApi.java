package io.jenkins.plugins.waybill.cli;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.api.Access;
import io.jenkins.plugins.waybill.api.Api;
import io.jenkins.plugins.waybill.api.ApiRequest;
import io.jenkins.plugins.waybill.api.ApiResponse;
import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.model.Identity;
import org.jspecify.annotations.Nullable;

/** The API of an engine in this process, for a state directory that no server uses. */
final class LocalApi extends ApiClient {

    private final PromotionEngine engine;
    private final Api api;
    private final Identity identity;

    LocalApi(PromotionEngine engine, Actor actor) {
        this(engine, Identity.of(actor));
    }

    LocalApi(PromotionEngine engine, Identity identity) {
        this.engine = engine;
        this.api = new Api(engine, Access.EVERYTHING, InstantSource.system());
        this.identity = identity;
    }

    @Override
    Reply send(String method, String path, @Nullable JsonNode body) {
        String[] parts = path.split("\\?", 2);
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (parts.length == 2) {
            Arrays.stream(parts[1].split("&"))
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair ->
                            query.put(pair[0], List.of(java.net.URLDecoder.decode(pair[1], StandardCharsets.UTF_8))));
        }
        ApiResponse response = api.handle(new ApiRequest(
                method,
                parts[0],
                query,
                Map.of(),
                body == null ? new byte[0] : Output.line(body).getBytes(StandardCharsets.UTF_8),
                identity));
        return new Reply(response.status(), response.body());
    }

    @Override
    public void close() {
        engine.close();
    }
}
