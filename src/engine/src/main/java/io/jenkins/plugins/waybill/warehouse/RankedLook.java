package io.jenkins.plugins.waybill.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.jenkins.plugins.waybill.expression.GoObject;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Subscription;

/** A look at versions that are known by their text alone: what was seen is all that there is to find out. */
public final class RankedLook implements Observation {

    private final Subscription subscription;
    private final List<String> rules;
    private final Ranking ranking;
    private final Function<String, Artifacts> pin;
    private final Function<String, Map<String, GoObject>> criteria;
    private final String note;

    /**
     * A look that is over.
     *
     * @param rules all of the subscription that decides over candidates, but for its limit
     * @param ranking sorted
     * @param pin makes an artifact of a version
     * @param criteria what {@code chartFrom()} and the like give for the best version
     */
    public RankedLook(
            Subscription subscription,
            List<String> rules,
            Ranking ranking,
            Function<String, Artifacts> pin,
            Function<String, Map<String, GoObject>> criteria) {
        this(subscription, rules, ranking, pin, criteria, "");
    }

    private RankedLook(
            Subscription subscription,
            List<String> rules,
            Ranking ranking,
            Function<String, Artifacts> pin,
            Function<String, Map<String, GoObject>> criteria,
            String note) {
        this.subscription = subscription;
        this.rules = List.copyOf(rules);
        this.ranking = ranking;
        this.pin = pin;
        this.criteria = criteria;
        this.note = note;
    }

    /** The same, with a note for people about who told it. */
    public RankedLook noting(String words) {
        return new RankedLook(subscription, rules, ranking, pin, criteria, words);
    }

    @Override
    public String fingerprint() {
        List<String> all = new ArrayList<>(rules);
        all.add(String.valueOf(subscription.discoveryLimit()));
        return SourceFingerprint.of(all, taken());
    }

    @Override
    public SubscriptionResult candidates() {
        List<String> taken = taken();
        return new SubscriptionResult(
                subscription,
                taken.stream().map(pin).toList(),
                ranking.explained(subscription.discoveryLimit()),
                taken.isEmpty() ? Map.of() : criteria.apply(taken.get(0)),
                note);
    }

    private List<String> taken() {
        return ranking.taken(subscription.discoveryLimit());
    }
}
