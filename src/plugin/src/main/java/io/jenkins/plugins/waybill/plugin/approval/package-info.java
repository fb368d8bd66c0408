/** Gates that a Jenkinsfile opens, answered on the build's page, on the board, by API and by CLI. */
package io.jenkins.plugins.waybill.plugin.approval;
