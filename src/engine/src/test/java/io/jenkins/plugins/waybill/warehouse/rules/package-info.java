/**
 * Kargo's rules for what Warehouses find, one test each under the rule's name in {@code docs/discovery-rules.md}; the rules
 * that take an engine are in the room {@code engine}. Tests that are finer than a rule, or that are about our own way of
 * doing it, are beside the code. Start with {@code DiscoveryRulesTableTest}.
 */
package io.jenkins.plugins.waybill.warehouse.rules;
