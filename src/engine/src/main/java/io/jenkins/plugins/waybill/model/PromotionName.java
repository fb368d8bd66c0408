package io.jenkins.plugins.waybill.model;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;

/** Makes names of Promotions: {@code <stage>.<ULID>.<first 7 of the Freight>}, which order by time within a Stage. */
public final class PromotionName {

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LONGEST_NAME = 253;
    private static final int ULID_LENGTH = 26;
    private static final int FREIGHT_LENGTH = 7;

    private final SecureRandom random = new SecureRandom();
    private long lastMillis = -1;
    private final byte[] lastRandom = new byte[10];

    /** A name that no earlier call gave, greater than all of them for the same Stage. */
    public String next(String stage, String freight, Instant now) {
        String shortFreight = freight.substring(0, Math.min(FREIGHT_LENGTH, freight.length()));
        int room = LONGEST_NAME - ULID_LENGTH - shortFreight.length() - 2;
        String prefix = stage.substring(0, Math.min(room, stage.length())).replaceAll("[.-]+$", "");
        return (prefix + "." + ulid(now) + "." + shortFreight).toLowerCase(Locale.ROOT);
    }

    /** Time in the first ten letters; within a millisecond the rest counts up, so that order holds. */
    private synchronized String ulid(Instant now) {
        long millis = Math.max(now.toEpochMilli(), lastMillis);
        if (millis == lastMillis) {
            for (int i = lastRandom.length - 1; i >= 0 && ++lastRandom[i] == 0; i--) {
                // Carry into the next byte.
            }
        } else {
            random.nextBytes(lastRandom);
            lastRandom[0] &= 0x7f; // Room to count up.
            lastMillis = millis;
        }
        StringBuilder text = new StringBuilder(ULID_LENGTH);
        for (int shift = 45; shift >= 0; shift -= 5) {
            text.append(CROCKFORD.charAt((int) (millis >>> shift & 31)));
        }
        int bits = 0;
        int buffer = 0;
        for (byte b : lastRandom) {
            buffer = buffer << 8 | b & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(CROCKFORD.charAt(buffer >>> bits & 31));
            }
        }
        return text.toString();
    }
}
