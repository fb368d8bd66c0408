package io.jenkins.plugins.waybill.store;

import java.time.Instant;

/** A line that a step logged; secrets are masked before it gets here. */
public record LogLine(String step, Instant at, String text) {}
