package io.jenkins.plugins.waybill.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cloud machines hand out their own credentials at link-local addresses, and a few at others that only they reach, so
 * nothing is sent there.
 */
final class LinkLocal {

    /** Of Alibaba Cloud, Azure, AWS (instances and EKS pods) and Google Cloud, as their documentation has them. */
    private static final Set<String> METADATA = Set.of(
            "100.100.100.200",
            "168.63.129.16",
            "fd00:ec2:0:0:0:0:0:254",
            "fd00:ec2:0:0:0:0:0:23",
            "fd20:ce:0:0:0:0:0:254");

    private LinkLocal() {}

    /** A host whose address is refused. */
    static final class Refused extends UnknownHostException {

        private static final long serialVersionUID = 1;

        private final String what;

        private Refused(String host, String what) {
            super(host);
            this.what = what;
        }
    }

    /**
     * The addresses to try, one of each kind at most, so that trying them all does not take long.
     *
     * @throws Refused when one of them is link-local, or of a cloud's metadata
     */
    static InetAddress[] check(String host, InetAddress[] addresses) throws Refused {
        List<InetAddress> tried = new ArrayList<>();
        for (InetAddress address : addresses) {
            if (address.isLinkLocalAddress()) {
                throw new Refused(host, "a link-local address");
            }
            if (METADATA.contains(address.getHostAddress())) {
                throw new Refused(host, "where a cloud's machines get their credentials");
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
            throw failure(e, host, false);
        } catch (UnknownHostException e) {
            // The proxy may know it.
        }
    }

    static HttpFailure failure(Refused why, String host, boolean proxy) {
        return new HttpFailure(
                HttpFailure.Reason.REFUSED,
                (proxy ? "The proxy " : "The host ") + (host.contains(":") ? "[" + host + "]" : host) + " is "
                        + why.what + "; requests to those are refused.");
    }
}
