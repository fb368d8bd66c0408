/** The Stage board and the JSON API below Jenkins' address. */
package io.jenkins.plugins.waybill.plugin.board;
