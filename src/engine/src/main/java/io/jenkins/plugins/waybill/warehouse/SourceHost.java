package io.jenkins.plugins.waybill.warehouse;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;

/** Which servers a Warehouse asks, as far as addresses tell. */
public final class SourceHost {

    private static final Pattern ADDRESS =
            Pattern.compile("(?:[a-z+]+://)?(?:[^@/]*@)?(?<host>[^/:\\[]+|\\[[^]]*])(?<port>:\\d+)?(?<rest>.*)");

    private SourceHost() {}

    /** One name for the servers of all its subscriptions; equal for Warehouses that ask the same ones. */
    public static String of(Warehouse warehouse) {
        return warehouse.subscriptions().stream()
                .map(SourceHost::of)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    static String of(Subscription subscription) {
        if (subscription instanceof Subscription.Git git) {
            return host(git.repoUrl());
        }
        if (subscription instanceof Subscription.HelmChart chart) {
            return host(chart.repoUrl());
        }
        if (subscription instanceof Subscription.ContainerImage image) {
            String first = image.repoUrl().replaceFirst("/.*", "");
            boolean hasHost = image.repoUrl().contains("/")
                    && (first.contains(".") || first.contains(":") || first.equals("localhost"));
            return hasHost ? host(image.repoUrl()) : "docker.io";
        }
        Subscription.Generic generic = (Subscription.Generic) subscription;
        String url = generic.config()
                .path("repoURL")
                .asText(generic.config().path("url").asText(""));
        return url.isEmpty() ? generic.type() : host(url);
    }

    private static String host(String address) {
        Matcher matcher = ADDRESS.matcher(address.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return address;
        }
        return matcher.group("host") + (matcher.group("port") == null ? "" : matcher.group("port"));
    }
}
