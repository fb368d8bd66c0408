package io.jenkins.plugins.waybill.promotion;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.jenkins.plugins.waybill.model.Freight;
import io.jenkins.plugins.waybill.model.FreightCollection;
import io.jenkins.plugins.waybill.model.FreightReference;
import io.jenkins.plugins.waybill.model.FreightStatus;
import io.jenkins.plugins.waybill.model.FreightStatus.CurrentUse;
import io.jenkins.plugins.waybill.model.FreightStatus.VerifiedUse;
import io.jenkins.plugins.waybill.policy.SoakTime;
import io.jenkins.plugins.waybill.store.Transaction;
import org.jspecify.annotations.Nullable;

/** What Freight knows of being in a Stage: since when, and how long it lasted when it leaves. */
final class CurrentFreight {

    private final Transaction transaction;
    private final String project;
    private final String stage;
    private final Instant now;

    CurrentFreight(Transaction transaction, String project, String stage, Instant now) {
        this.transaction = transaction;
        this.project = project;
        this.stage = stage;
        this.now = now;
    }

    /** Freight that stays keeps its time of entry. */
    void replace(@Nullable FreightCollection before, FreightCollection after) {
        Set<String> staying = names(after);
        if (before != null) {
            names(before).stream().filter(name -> !staying.contains(name)).forEach(name -> update(name, this::leave));
        }
        staying.forEach(name -> update(name, this::enter));
    }

    private static Set<String> names(FreightCollection collection) {
        return collection.items().values().stream().map(FreightReference::name).collect(Collectors.toSet());
    }

    private void update(String name, UnaryOperator<FreightStatus> change) {
        transaction
                .state()
                .project(project)
                .freight(name)
                .ifPresent(freight -> put(freight, change.apply(freight.status())));
    }

    private void put(Freight freight, FreightStatus status) {
        if (!status.equals(freight.status())) {
            transaction.put(freight.withStatus(status));
        }
    }

    private FreightStatus enter(FreightStatus status) {
        Map<String, CurrentUse> current = new LinkedHashMap<>(status.currentlyIn());
        current.putIfAbsent(stage, new CurrentUse(now));
        return new FreightStatus(current, status.verifiedIn(), status.approvedFor(), status.metadata());
    }

    private FreightStatus leave(FreightStatus status) {
        Map<String, CurrentUse> current = new LinkedHashMap<>(status.currentlyIn());
        current.remove(stage);
        Map<String, VerifiedUse> verified = new LinkedHashMap<>(status.verifiedIn());
        Duration soaked = SoakTime.in(status, stage, now);
        verified.computeIfPresent(stage, (name, use) -> new VerifiedUse(use.verifiedAt(), soaked));
        return new FreightStatus(current, verified, status.approvedFor(), status.metadata());
    }
}
