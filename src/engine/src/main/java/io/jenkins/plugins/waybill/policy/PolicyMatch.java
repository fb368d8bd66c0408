package io.jenkins.plugins.waybill.policy;

import io.jenkins.plugins.waybill.model.NamePattern;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.PromotionPolicy;
import io.jenkins.plugins.waybill.model.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Which promotion policy decides about a Stage: the first that selects it, even if a later one does too.
 *
 * @param policy the policy; null when none selects the Stage
 * @param explanation in a sentence
 */
public record PolicyMatch(@Nullable PromotionPolicy policy, String explanation) {

    /** Finds the policy for a Stage. */
    public static PolicyMatch of(ProjectDefinition project, Stage stage) {
        return project.policies().stream()
                .filter(policy -> selects(policy, stage))
                .findFirst()
                .map(policy -> new PolicyMatch(
                        policy,
                        "The policy at " + policy.position() + " "
                                + (policy.autoPromotionEnabled() ? "promotes" : "does not promote") + " '"
                                + stage.name() + "' automatically."))
                .orElseGet(() -> new PolicyMatch(
                        null,
                        "No promotion policy of the ProjectConfig selects '" + stage.name()
                                + "', so it is promoted by people only."));
    }

    /** True when the Stage is promoted automatically. */
    public boolean autoPromotionEnabled() {
        return policy != null && policy.autoPromotionEnabled();
    }

    private static boolean selects(PromotionPolicy policy, Stage stage) {
        return nameMatches(policy.stageName(), stage.name()) && policy.labels().matches(stage.labels());
    }

    private static boolean nameMatches(String selector, String name) {
        if (selector.isEmpty()) {
            return true;
        }
        return NamePattern.parse(selector).matches(name);
    }
}
