package io.jenkins.plugins.waybill.warehouse.image;

import java.util.List;

import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.warehouse.SourceFingerprint;

/** One text for all that decides over candidates: the rules, wherever they are written, and the tags they admit. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Subscription.ContainerImage wanted, List<String> admitted) {
        return SourceFingerprint.of(
                List.of(
                        wanted.name(),
                        wanted.repoUrl(),
                        wanted.strategy().name(),
                        wanted.constraint(),
                        String.valueOf(wanted.strictSemvers()),
                        wanted.allowTagsRegexes().toString(),
                        wanted.ignoreTagsRegexes().toString(),
                        wanted.platform(),
                        String.valueOf(wanted.discoveryLimit())),
                admitted);
    }
}
