package io.jenkins.plugins.waybill.store;

import java.time.Instant;

/**
 * Why nothing can be written or looked up at the moment. The state in memory can be read all the same.
 *
 * @param since when it began
 * @param message what is wrong and what could help; without secrets
 * @param passing true while the store tries to connect again by itself; false when the engine must be started anew
 */
public record StoreTrouble(Instant since, String message, boolean passing) {}
