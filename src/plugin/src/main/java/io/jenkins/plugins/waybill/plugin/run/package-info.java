/** What a build knows of Freight: what it made, carried or verified, and where that is now. */
package io.jenkins.plugins.waybill.plugin.run;
