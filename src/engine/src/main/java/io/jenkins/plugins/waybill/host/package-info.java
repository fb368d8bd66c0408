/**
 * What a host (Jenkins, the command line) must supply: secrets, a clock, a place for state, an identity for commits.
 * Knows nothing of promotion. Start with {@link io.jenkins.plugins.waybill.host.Host}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.host;
