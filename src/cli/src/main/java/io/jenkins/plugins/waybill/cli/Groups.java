package io.jenkins.plugins.waybill.cli;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Names of groups in one text, between commas. */
final class Groups {

    private Groups() {}

    static Set<String> parse(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(Predicate.not(String::isEmpty))
                .collect(Collectors.toSet());
    }
}
