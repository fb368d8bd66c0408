package io.jenkins.plugins.waybill.warehouse;

/**
 * Something that a source has, and what became of it.
 *
 * @param what for people: a tag, or the start of a commit id with its subject
 * @param taken whether it is among the candidates for Freight
 * @param reason the rule that took or left it
 */
public record Candidate(String what, boolean taken, String reason) {}
