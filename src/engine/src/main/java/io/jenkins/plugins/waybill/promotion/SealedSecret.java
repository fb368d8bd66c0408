package io.jenkins.plugins.waybill.promotion;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.host.Secret;

/**
 * Where a secret came from, written in its place: {@code ****{secret:login/password}}.
 *
 * @param kind {@link #PROJECT} or {@link #SHARED}
 * @param name of the Secret
 * @param key within it
 */
record SealedSecret(String kind, String name, String key) {

    static final String PROJECT = "secret";
    static final String SHARED = "sharedSecret";

    private static final String OPENING = "****{";

    /** A text that merely looks sealed must not become a secret: anybody could have sent it. */
    private static final String ESCAPED = "****{}{";

    private static final Pattern SEALED = Pattern.compile("\\*{4}\\{(secret|sharedSecret):([^/{}]+)/([^{}]+)\\}");

    static String escape(String text) {
        return text.replace(OPENING, ESCAPED);
    }

    static String unseal(String text, Function<SealedSecret, Optional<String>> secrets) {
        String unsealed = SEALED.matcher(text).replaceAll(found -> replacement(found, secrets));
        return unsealed.replace(ESCAPED, OPENING);
    }

    private static String replacement(MatchResult found, Function<SealedSecret, Optional<String>> secrets) {
        SealedSecret origin = new SealedSecret(found.group(1), found.group(2), found.group(3));
        return Matcher.quoteReplacement(secrets.apply(origin).orElse(found.group()));
    }

    Optional<String> find(String project, Credentials credentials) {
        Optional<Map<String, Secret>> data =
                kind.equals(SHARED) ? credentials.sharedSecret(name) : credentials.secret(project, name);
        return data.map(secrets -> secrets.get(key)).map(Secret::reveal);
    }

    @Override
    public String toString() {
        return OPENING + kind + ":" + name + "/" + key + "}";
    }
}
