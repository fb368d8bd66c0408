/**
 * The command line and its server: a host of the engine without Jenkins. It reads arguments and manifests, supplies
 * credentials and a directory, and prints what the engine answers; every rule about promotion is the engine's. Start
 * with {@link io.jenkins.plugins.waybill.cli.Waybill}.
 */
@org.jspecify.annotations.NullMarked
package io.jenkins.plugins.waybill.cli;
