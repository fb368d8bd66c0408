package io.jenkins.plugins.waybill.cloud;

import java.net.URI;

/** Where the services of the clouds are. */
interface Endpoints {

    /** The real ones. */
    Endpoints REAL = new Endpoints() {
        @Override
        public URI aws(String service, String region) {
            return URI.create("https://" + service + "." + region + ".amazonaws.com"
                    + (region.startsWith("cn-") ? ".cn" : "") + "/");
        }

        @Override
        public URI google(String named) throws CloudFailure {
            if (!named.startsWith("https://")) {
                throw new CloudFailure(
                        CloudFailure.Reason.DENIED,
                        "The key of the Google service account names a 'token_uri' that is not encrypted; nothing is"
                                + " sent there. Make a new key.");
            }
            return URI.create(named);
        }

        @Override
        public URI registry(String host) {
            return URI.create("https://" + host);
        }
    };

    /** A service of AWS, such as {@code api.ecr} or {@code sts}. */
    URI aws(String service, String region);

    /** Google's token service, as a key names it. */
    URI google(String named) throws CloudFailure;

    /** A registry, without a slash at the end. */
    URI registry(String host);
}
