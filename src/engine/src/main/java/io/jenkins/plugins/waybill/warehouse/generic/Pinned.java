package io.jenkins.plugins.waybill.warehouse.generic;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.waybill.expression.GoObject;
import io.jenkins.plugins.waybill.expression.GoStruct;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.GenericArtifact;
import io.jenkins.plugins.waybill.model.Subscription;

/** Generic artifacts as Freight pins them and as criteria see them. */
final class Pinned {

    private Pinned() {}

    static Artifacts artifact(Subscription.Generic wanted, String version, JsonNode metadata) {
        return new Artifacts(
                List.of(),
                List.of(),
                List.of(),
                List.of(new GenericArtifact(wanted.type(), wanted.name(), version, metadata)));
    }

    /** What {@code artifactFrom()} gives in {@code freightCreationCriteria}. */
    static GoObject criteria(Subscription.Generic wanted, String version) {
        return GoStruct.named("ArtifactReference")
                .optional("ArtifactType", "artifactType", wanted.type())
                .optional("SubscriptionName", "subscriptionName", wanted.name())
                .optional("Version", "version", version)
                .build();
    }
}
