package io.jenkins.plugins.waybill.webhook;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers what arrived lately: a signed body that comes again was recorded on its way and is sent by somebody else, and
 * one receiver takes only so much. Thread-safe.
 */
final class Deliveries {

    static final int MOST_PER_MINUTE = 600;

    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 20_000;

    private final InstantSource clock;
    private final Map<String, Instant> seen = new LinkedHashMap<>();
    private final Map<String, Deque<Instant>> arrivals = new HashMap<>();

    Deliveries(InstantSource clock) {
        this.clock = clock;
    }

    /** Counts an arrival; false when the receiver has had its share of this minute. */
    synchronized boolean admit(String receiver) {
        Instant now = clock.instant();
        Deque<Instant> recent = arrivals.computeIfAbsent(receiver, key -> new ArrayDeque<>());
        while (!recent.isEmpty() && recent.peek().plus(WINDOW).isBefore(now)) {
            recent.poll();
        }
        return recent.size() < MOST_PER_MINUTE && recent.add(now);
    }

    /** Whether these bytes have come to that receiver before, lately; from now on they have. */
    synchronized boolean isReplay(String receiver, byte[] body) {
        Instant now = clock.instant();
        var oldest = seen.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Instant> entry = oldest.next();
            if (seen.size() <= MOST_REMEMBERED && !entry.getValue().plus(MEMORY).isBefore(now)) {
                break;
            }
            oldest.remove();
        }
        return seen.putIfAbsent(receiver + " " + digest(body), now) != null;
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
