package io.jenkins.plugins.waybill.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.jenkins.plugins.waybill.model.FreightStatus;
import io.jenkins.plugins.waybill.model.FreightStatus.CurrentUse;
import io.jenkins.plugins.waybill.model.FreightStatus.VerifiedUse;

/**
 * How long Freight has proved itself in a Stage: the longest unbroken stay, counted from entering, and nothing unless
 * it was verified there.
 */
public final class SoakTime {

    private SoakTime() {}

    /** The soak time so far; zero when it was never verified there. */
    public static Duration in(FreightStatus status, String stage, Instant now) {
        VerifiedUse verified = status.verifiedIn().get(stage);
        if (verified == null) {
            return Duration.ZERO;
        }
        Duration longest = verified.longestSoak() == null ? Duration.ZERO : verified.longestSoak();
        CurrentUse current = status.currentlyIn().get(stage);
        if (current == null) {
            return longest;
        }
        Duration stay = Duration.between(current.since(), now);
        return stay.compareTo(longest) > 0 ? stay : longest;
    }

    /** When a stay that goes on will have lasted that long; empty unless it is in that Stage and verified there. */
    public static Optional<Instant> reachedAt(FreightStatus status, String stage, Duration required) {
        return status.verifiedIn().containsKey(stage)
                ? Optional.ofNullable(status.currentlyIn().get(stage))
                        .map(current -> current.since().plus(required))
                : Optional.empty();
    }

    /** A duration for people, such as {@code 2 d 4 h} or {@code 90 s}; parts below a second are dropped. */
    public static String inWords(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        List<String> parts = new ArrayList<>();
        addPart(parts, seconds / 86_400, "d");
        addPart(parts, seconds / 3_600 % 24, "h");
        addPart(parts, seconds / 60 % 60, "min");
        addPart(parts, seconds % 60, "s");
        return String.join(" ", parts.subList(0, Math.min(2, parts.size())));
    }

    private static void addPart(List<String> parts, long amount, String unit) {
        if (amount > 0) {
            parts.add(amount + " " + unit);
        }
    }
}
