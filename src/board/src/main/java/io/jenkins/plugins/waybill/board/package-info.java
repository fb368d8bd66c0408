/** Hands the board's files to hosts; knows neither the engine nor any web server. */
package io.jenkins.plugins.waybill.board;
