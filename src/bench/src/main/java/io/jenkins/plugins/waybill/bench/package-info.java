/**
 * Measurements of the engine beside what a user would run instead, in one process and one run. Start with
 * {@link io.jenkins.plugins.waybill.bench.Benchmarks}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.bench;
