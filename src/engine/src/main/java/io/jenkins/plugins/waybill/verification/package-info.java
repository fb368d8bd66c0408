/**
 * Whether what a Stage runs is good: the verification of its current Freight and what follows from it for the Freight.
 * Knows no promotions. Start with {@link io.jenkins.plugins.waybill.verification.StageVerification}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.verification;
