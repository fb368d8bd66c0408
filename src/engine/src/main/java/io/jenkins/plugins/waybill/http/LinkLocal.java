package io.jenkins.plugins.waybill.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Cloud machines hand out their own credentials at link-local addresses, so nothing is sent there. The Java runtime
 * remembers an address for a while, so that the connection goes where the check looked.
 */
final class LinkLocal {

    private LinkLocal() {}

    /**
     * Refuses a host at a link-local address.
     *
     * @param what it is, for the message
     * @param mayBeUnknown whether somebody else, a proxy, will look its address up
     */
    static void refuse(String host, String what, boolean mayBeUnknown) throws HttpFailure {
        try {
            for (InetAddress address : InetAddress.getAllByName(host.replaceAll("^\\[|]$", ""))) {
                if (address.isLinkLocalAddress()) {
                    throw new HttpFailure(
                            HttpFailure.Reason.REFUSED,
                            what + " " + host + " is a link-local address; requests to those are refused.");
                }
            }
        } catch (UnknownHostException e) {
            if (!mayBeUnknown) {
                throw new HttpFailure(
                        HttpFailure.Reason.UNREACHABLE,
                        what + " " + host + " is not known. Check the name, and that it resolves on this machine.");
            }
        }
    }
}
