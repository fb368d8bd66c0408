package io.jenkins.plugins.waybill.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightRequest;
import io.jenkins.plugins.waybill.model.FreightRequest.Availability;
import io.jenkins.plugins.waybill.model.FreightStatus.FreightApproval;
import io.jenkins.plugins.waybill.model.FreightStatus.VerifiedUse;
import io.jenkins.plugins.waybill.model.ProjectDefinition;
import io.jenkins.plugins.waybill.model.Stage;
import org.jspecify.annotations.Nullable;

/** One decision about one piece of Freight and one Stage, rule by rule. */
final class EligibilityRules {

    private final ProjectDefinition project;
    private final Stage stage;
    private final Freight freight;
    private final Instant now;
    private final List<Reason> reasons = new ArrayList<>();

    EligibilityRules(ProjectDefinition project, Stage stage, Freight freight, Instant now) {
        this.project = project;
        this.stage = stage;
        this.freight = freight;
        this.now = now;
    }

    Eligibility decide() {
        Optional<FreightRequest> request = stage.request(freight.origin());
        if (request.isEmpty()) {
            reasons.add(Reason.unsatisfied(
                    "requested-origin",
                    "Stage '" + stage.name() + "' takes no Freight from "
                            + freight.origin().key() + ".",
                    "It takes Freight from " + requestedOrigins() + "; change its requestedFreight to add another."));
            return new Eligibility(false, reasons);
        }
        reasons.add(Reason.satisfied(
                "requested-origin",
                "Stage '" + stage.name() + "' takes Freight from "
                        + freight.origin().key() + "."));

        boolean approved = approved();
        boolean passed = request.get().direct() ? direct(request.get()) : upstream(request.get());
        return new Eligibility(approved || passed, reasons);
    }

    private String requestedOrigins() {
        return stage.requestedFreight().stream()
                .map(request -> request.origin().key())
                .collect(Collectors.joining(", "));
    }

    private boolean approved() {
        FreightApproval approval = freight.status().approvedFor().get(stage.name());
        if (approval == null) {
            return false;
        }
        reasons.add(Reason.satisfied(
                "approved",
                approval.actor().displayName() + " approved it for '" + stage.name() + "' at " + approval.approvedAt()
                        + (approval.comment().isEmpty() ? "." : ": \"" + approval.comment() + "\".")));
        return true;
    }

    private boolean direct(FreightRequest request) {
        reasons.add(Reason.satisfied(
                "direct",
                "Stage '" + stage.name() + "' takes Freight straight from "
                        + request.origin().key() + "."));
        return true;
    }

    private boolean upstream(FreightRequest request) {
        if (request.stages().isEmpty()) {
            // Kargo lets an empty list pass under All and nothing pass otherwise; lint reports both.
            boolean vacuous = request.availability() == Availability.ALL;
            reasons.add(
                    vacuous
                            ? Reason.satisfied(
                                    "verified-upstream",
                                    "Stage '" + stage.name() + "' requires no upstream Stage for "
                                            + request.origin().key() + ".")
                            : Reason.unsatisfied(
                                    "verified-upstream",
                                    "Stage '" + stage.name() + "' names no source for "
                                            + request.origin().key() + ".",
                                    "Give its requestedFreight 'direct: true' or upstream stages, or approve the"
                                            + " Freight for '" + stage.name() + "'."));
            return vacuous;
        }
        int passed = 0;
        for (String upstream : request.stages()) {
            if (verifiedIn(upstream) & soakedIn(upstream, request.requiredSoakTime())) {
                passed++;
            }
        }
        boolean enough = request.availability() == Availability.ALL
                ? passed == request.stages().size()
                : passed > 0;
        if (request.stages().size() > 1) {
            boolean all = request.availability() == Availability.ALL;
            String explanation = passed + " of " + request.stages().size() + " upstream Stages let it pass; "
                    + (all ? "all are" : "one is") + " needed.";
            reasons.add(
                    enough
                            ? Reason.satisfied("availability", explanation)
                            : Reason.unsatisfied("availability", explanation, ""));
        }
        return enough;
    }

    private boolean verifiedIn(String upstream) {
        VerifiedUse verified = freight.status().verifiedIn().get(upstream);
        if (verified != null) {
            reasons.add(Reason.satisfied(
                    "verified-upstream", "Verified in '" + upstream + "' at " + verified.verifiedAt() + "."));
            return true;
        }
        boolean isThere = freight.status().currentlyIn().containsKey(upstream);
        String remedy;
        if (project.stage(upstream).isEmpty()) {
            remedy = "There is no Stage '" + upstream + "' in the project: declare it, or approve the Freight for '"
                    + stage.name() + "'.";
        } else if (isThere) {
            remedy = "It is there; its verification must succeed. Or approve it for '" + stage.name() + "'.";
        } else {
            remedy = "Promote it to '" + upstream + "' first, or approve it for '" + stage.name() + "'.";
        }
        reasons.add(Reason.unsatisfied("verified-upstream", "Not verified in '" + upstream + "'.", remedy));
        return false;
    }

    private boolean soakedIn(String upstream, @Nullable Duration required) {
        if (required == null) {
            return true;
        }
        Duration soaked = SoakTime.in(freight.status(), upstream, now);
        if (soaked.compareTo(required) >= 0) {
            reasons.add(Reason.satisfied(
                    "soak-time",
                    "Soaked " + SoakTime.inWords(soaked) + " in '" + upstream + "'; " + SoakTime.inWords(required)
                            + " are required."));
            return true;
        }
        String explanation = "Soaked " + SoakTime.inWords(soaked) + " of the required " + SoakTime.inWords(required)
                + " in '" + upstream + "'.";
        Optional<Instant> reached = SoakTime.reachedAt(freight.status(), upstream, required);
        reasons.add(
                reached.isPresent()
                        ? new Reason(
                                "soak-time",
                                false,
                                explanation,
                                "Wait until " + reached.get() + ", or approve it for '" + stage.name() + "'.",
                                reached.get())
                        : Reason.unsatisfied("soak-time", explanation, soakRemedy(upstream, required)));
        return false;
    }

    private String soakRemedy(String upstream, Duration required) {
        String approve = "approve it for '" + stage.name() + "'.";
        if (project.stage(upstream).map(Stage::isControlFlow).orElse(false)) {
            return "'" + upstream + "' has no steps, so nothing ever soaks there; only approval helps: " + approve;
        }
        if (!freight.status().verifiedIn().containsKey(upstream)) {
            return "Time counts from entering '" + upstream + "' once it is verified there; or " + approve;
        }
        return "It is not in '" + upstream + "' any more: promote it there again for " + SoakTime.inWords(required)
                + " without a break, or " + approve;
    }
}
