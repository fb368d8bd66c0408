package io.jenkins.plugins.waybill.verification;

import io.jenkins.plugins.waybill.model.Measurement;
import io.jenkins.plugins.waybill.model.MetricResult;
import io.jenkins.plugins.waybill.model.Verification.Phase;

/**
 * What the measurements of a metric so far make of it, by Argo Rollouts' rules.
 *
 * @param phase the verdict
 * @param reason which limit decided; empty when none did
 */
record MetricAssessment(Phase phase, String reason) {

    /**
     * Judges a metric.
     *
     * @param terminating whether the run is to end: what has not gone wrong by then is successful
     */
    static MetricAssessment of(Metric metric, MetricResult result, boolean terminating) {
        if (result.phase().isTerminal()) {
            MetricAssessment fault = fault(metric, result);
            return new MetricAssessment(
                    result.phase(), fault.phase() == result.phase() ? fault.reason() : unreached(metric, result));
        }
        if (!result.last().map(Measurement::phase).filter(Phase::isTerminal).isPresent()) {
            return new MetricAssessment(Phase.RUNNING, "");
        }
        MetricAssessment fault = fault(metric, result);
        if (fault.phase() != Phase.RUNNING) {
            return fault;
        }
        int enough = metric.consecutiveSuccessLimit();
        if (enough > 0 && result.consecutiveSuccess() >= enough) {
            return new MetricAssessment(Phase.SUCCESSFUL, "");
        }
        if (metric.count() > 0 && result.count() >= metric.count()) {
            if (enough == 0) {
                return new MetricAssessment(Phase.SUCCESSFUL, "");
            }
            Phase phase = metric.failureLimit() >= 0 ? Phase.INCONCLUSIVE : Phase.FAILED;
            return new MetricAssessment(phase, unreached(metric, result));
        }
        return new MetricAssessment(terminating ? Phase.SUCCESSFUL : Phase.RUNNING, "");
    }

    private static String unreached(Metric metric, MetricResult result) {
        return metric.consecutiveSuccessLimit() == 0
                ? ""
                : "never " + metric.consecutiveSuccessLimit() + " successes in a row within " + result.count()
                        + " measurements";
    }

    /** The worst limit that is exceeded; Running when none is. */
    private static MetricAssessment fault(Metric metric, MetricResult result) {
        if (result.consecutiveError() > metric.consecutiveErrorLimit()) {
            return new MetricAssessment(
                    Phase.ERROR,
                    result.consecutiveError() + " measurements in a row were not possible (consecutiveErrorLimit "
                            + metric.consecutiveErrorLimit() + ")");
        }
        if (result.inconclusive() > metric.inconclusiveLimit()) {
            return new MetricAssessment(
                    Phase.INCONCLUSIVE,
                    result.inconclusive() + " inconclusive (inconclusiveLimit " + metric.inconclusiveLimit() + ")");
        }
        if (metric.failureLimit() >= 0 && result.failed() > metric.failureLimit()) {
            return new MetricAssessment(
                    Phase.FAILED, result.failed() + " failed (failureLimit " + metric.failureLimit() + ")");
        }
        return new MetricAssessment(Phase.RUNNING, "");
    }
}
