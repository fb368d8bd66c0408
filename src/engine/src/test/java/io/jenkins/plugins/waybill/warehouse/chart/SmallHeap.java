package io.jenkins.plugins.waybill.warehouse.chart;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.host.Credentials;
import io.jenkins.plugins.waybill.model.Chart;
import io.jenkins.plugins.waybill.model.SourcePosition;
import io.jenkins.plugins.waybill.model.Subscription;
import io.jenkins.plugins.waybill.model.Warehouse;
import io.jenkins.plugins.waybill.registry.Registry;
import io.jenkins.plugins.waybill.registry.WebFiles;
import io.jenkins.plugins.waybill.warehouse.Discovery;

/** A process of its own that looks at one chart, for tests that give it little memory. */
final class SmallHeap {

    private SmallHeap() {}

    /** Prints the newest versions; takes the repository's address and a directory for what is being read. */
    public static void main(String[] arguments) throws Exception {
        Discovery discovery = new Discovery(List.of(new ChartSource(
                new Registry(Credentials.NONE), new WebFiles(Credentials.NONE, Path.of(arguments[1])))));
        Subscription chart =
                new Subscription.HelmChart("", arguments[0], "web", "^1.0.0", false, 3, SourcePosition.NONE);
        Warehouse warehouse =
                new Warehouse("app", Map.of(), Duration.ofMinutes(5), true, "", List.of(chart), SourcePosition.NONE);
        System.out.println(discovery.discover("shop", warehouse).candidates().charts().stream()
                .map(Chart::version)
                .toList());
        System.exit(0);
    }
}
