/**
 * Kargo's rules for what Warehouses find, one test each under the rule's name in {@code docs/discovery-rules.md}. Tests that
 * are finer than a rule, or that are about our own way of doing it, are beside the code.
 */
package io.jenkins.plugins.waybill.warehouse.rules;
