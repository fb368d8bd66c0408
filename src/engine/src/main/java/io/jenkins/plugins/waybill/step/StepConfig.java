package io.jenkins.plugins.waybill.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns a valid config into a step's own record. */
public final class StepConfig {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StepConfig() {}

    /**
     * The config as that record; fields without a value are null, false or zero.
     *
     * @throws StepFailure when the schema let something pass that the record cannot hold
     */
    public static <C> C read(ObjectNode config, Class<C> type) throws StepFailure {
        try {
            return MAPPER.treeToValue(config, type);
        } catch (JsonProcessingException e) {
            throw StepFailure.failed("invalid config: " + e.getOriginalMessage());
        }
    }
}
