package io.jenkins.plugins.waybill.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.waybill.host.Host;
import io.jenkins.plugins.waybill.model.Health;

/** A {@link PromotionStep} that can also say how well its work does afterwards, from the health check it left behind. */
public interface HealthChecker {

    /**
     * Looks once, without waiting for a change.
     *
     * @param config as the step left it in its {@link io.jenkins.plugins.waybill.model.HealthCheck}
     */
    Health check(String project, String stage, ObjectNode config, Host host) throws Exception;
}
