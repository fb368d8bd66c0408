/**
 * Durable state in embedded SQLite, served from immutable snapshots in memory so that reading never waits for writing.
 * One writer thread groups changes into commits. Knows the records of {@code model} and nothing of what they mean. Start
 * with {@link io.jenkins.plugins.waybill.store.Store}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.store;
