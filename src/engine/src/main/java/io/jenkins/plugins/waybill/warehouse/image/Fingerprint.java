package io.jenkins.plugins.waybill.warehouse.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import io.jenkins.plugins.waybill.model.Subscription;

/** One text for all that decides over candidates: the rules, wherever they are written, and the tags they admit. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(Subscription.ContainerImage wanted, List<String> admitted) {
        MessageDigest hash = sha1();
        for (String rule : List.of(
                wanted.name(),
                wanted.repoUrl(),
                wanted.strategy().name(),
                wanted.constraint(),
                String.valueOf(wanted.strictSemvers()),
                wanted.allowTagsRegexes().toString(),
                wanted.ignoreTagsRegexes().toString(),
                wanted.platform(),
                String.valueOf(wanted.discoveryLimit()))) {
            add(hash, rule);
        }
        admitted.forEach(tag -> add(hash, tag));
        return HexFormat.of().formatHex(hash.digest());
    }

    private static void add(MessageDigest hash, String text) {
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        hash.update((byte) '\n');
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
