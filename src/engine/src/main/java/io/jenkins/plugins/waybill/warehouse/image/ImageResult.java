package io.jenkins.plugins.waybill.warehouse.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.expression.GoObject;
import io.jenkins.plugins.waybill.expression.GoStruct;
import io.jenkins.plugins.waybill.expression.GoTime;
import io.jenkins.plugins.waybill.expression.StringMap;
import io.jenkins.plugins.waybill.model.Artifacts;
import io.jenkins.plugins.waybill.model.Image;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.registry.RegistryException;
import io.jenkins.plugins.waybill.warehouse.Candidate;
import io.jenkins.plugins.waybill.warehouse.DiscoveryException;
import io.jenkins.plugins.waybill.warehouse.SubscriptionResult;
import org.jspecify.annotations.Nullable;

/** Makes candidates for Freight of the images that were chosen. */
final class ImageResult {

    private ImageResult() {}

    static SubscriptionResult of(
            Subscription.ContainerImage wanted,
            List<FoundImage> taken,
            List<Candidate> explained,
            ImageReader reader,
            @Nullable Platform platform)
            throws RegistryException, DiscoveryException {
        List<Artifacts> found = new ArrayList<>();
        Map<String, GoObject> criteria = Map.of();
        for (FoundImage image : taken) {
            Map<String, String> annotations = reader.annotations(image.facts(), platform);
            found.add(new Artifacts(
                    List.of(),
                    List.of(new Image(
                            wanted.repoUrl(), image.tag(), image.facts().digest(), annotations, wanted.name())),
                    List.of(),
                    List.of()));
            if (criteria.isEmpty()) {
                criteria = Map.of("imageFrom", criteria(image, annotations, reader));
            }
        }
        return new SubscriptionResult(wanted, found, explained, criteria);
    }

    /** What {@code imageFrom()} gives in {@code freightCreationCriteria}. */
    private static GoObject criteria(FoundImage image, Map<String, String> annotations, ImageReader reader)
            throws RegistryException, DiscoveryException {
        var created = image.created() == null ? reader.created(image.facts()) : image.created();
        return GoStruct.named("DiscoveredImageReference")
                .field("Tag", "tag", image.tag())
                .field("Digest", "digest", image.facts().digest())
                .optional("Annotations", "annotations", StringMap.of(annotations))
                .optional("CreatedAt", "createdAt", created == null ? null : GoTime.of(created))
                .build();
    }
}
