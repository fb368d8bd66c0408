package io.jenkins.plugins.waybill.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Cloud machines hand out their own credentials at link-local addresses, so nothing is sent there. */
final class LinkLocal {

    private LinkLocal() {}

    /** A host whose address is refused. */
    static final class Refused extends UnknownHostException {

        private static final long serialVersionUID = 1;

        private Refused(String host) {
            super(host);
        }
    }

    /**
     * The addresses to try, one of each kind at most, so that trying them all does not take long.
     *
     * @throws Refused when one of them is link-local
     */
    static InetAddress[] check(String host, InetAddress[] addresses) throws Refused {
        List<InetAddress> tried = new ArrayList<>();
        for (InetAddress address : addresses) {
            if (address.isLinkLocalAddress()) {
                throw new Refused(host);
            }
            if (tried.stream().noneMatch(other -> other instanceof Inet6Address == address instanceof Inet6Address)) {
                tried.add(address);
            }
        }
        return tried.toArray(InetAddress[]::new);
    }

    /** Refuses a host that a proxy will look up, as far as this machine knows it. */
    static void refuseBehindProxy(String host) throws HttpFailure {
        try {
            check(host, InetAddress.getAllByName(host));
        } catch (Refused e) {
            throw failure(host, false);
        } catch (UnknownHostException e) {
            // The proxy may know it.
        }
    }

    static HttpFailure failure(String host, boolean proxy) {
        return new HttpFailure(
                HttpFailure.Reason.REFUSED,
                (proxy ? "The proxy " : "The host ") + (host.contains(":") ? "[" + host + "]" : host)
                        + " is a link-local address; requests to those are refused.");
    }
}
