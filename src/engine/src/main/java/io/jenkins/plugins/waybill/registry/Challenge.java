package io.jenkins.plugins.waybill.registry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a server wants to be asked, from {@code WWW-Authenticate}.
 *
 * @param bearer true for tokens, false for name and password
 * @param realm where tokens are; empty when not said
 * @param service for whom tokens are; may be empty
 * @param scope what tokens allow; may be empty
 */
record Challenge(boolean bearer, String realm, String service, String scope) {

    private static final Pattern SCHEME = Pattern.compile("(?:^|,\\s*)(?i:(bearer|basic))(?=\\s|$)\\s*");
    private static final Pattern PARAMETER =
            Pattern.compile("\\G\\s*,?\\s*(\\w+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

    /** The best of those that a server offers: a token before a password; empty when there is none we know. */
    static Optional<Challenge> best(List<String> headers) {
        Optional<Challenge> basic = Optional.empty();
        for (String header : headers) {
            Matcher scheme = SCHEME.matcher(header);
            while (scheme.find()) {
                boolean bearer = scheme.group(1).equalsIgnoreCase("bearer");
                Map<String, String> parameters = parameters(header, scheme.end());
                Challenge challenge = new Challenge(
                        bearer,
                        parameters.getOrDefault("realm", ""),
                        parameters.getOrDefault("service", ""),
                        parameters.getOrDefault("scope", ""));
                if (bearer && !challenge.realm().isEmpty()) {
                    return Optional.of(challenge);
                }
                basic = bearer ? basic : Optional.of(challenge);
            }
        }
        return basic;
    }

    private static Map<String, String> parameters(String header, int from) {
        Map<String, String> parameters = new TreeMap<>();
        Matcher parameter = PARAMETER.matcher(header).region(from, header.length());
        while (parameter.find()) {
            String quoted = parameter.group(2);
            parameters.putIfAbsent(
                    parameter.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        return parameters;
    }

    /** The same for another repository of the registry. */
    Challenge forRepository(String path) {
        return scope.startsWith("repository:")
                ? new Challenge(bearer, realm, service, "repository:" + path + ":pull")
                : this;
    }
}
