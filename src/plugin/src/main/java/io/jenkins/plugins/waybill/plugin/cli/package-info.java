/**
 * Commands of Jenkins' own command line. They ask the engine's API as whoever runs them, so that they can do no more than
 * the board can. Start with {@link io.jenkins.plugins.waybill.plugin.cli.WaybillCommand}.
 */
package io.jenkins.plugins.waybill.plugin.cli;
