package io.jenkins.plugins.waybill.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.jenkins.plugins.waybill.engine.PromotionEngine;
import io.jenkins.plugins.waybill.manifest.Finding;
import io.jenkins.plugins.waybill.manifest.ManifestLint;
import io.jenkins.plugins.waybill.manifest.ManifestSet;
import io.jenkins.plugins.waybill.model.Actor;
import io.jenkins.plugins.waybill.step.StepLint;
import io.jenkins.plugins.waybill.step.StepRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill serve}. */
@Command(
        name = "serve",
        description = "Runs the engine, the JSON API and the board until interrupted.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  waybill serve --demo            # makes two Git repositories and a pipeline between them first",
            "  waybill serve pipeline/",
            "  waybill serve pipeline/ credentials/ --port 8080 --state /var/lib/waybill",
            "",
            "Credentials are Secret manifests with Kargo's labels, among the paths given.",
            "Whoever reaches the server may do everything: it listens on the loopback address unless told otherwise."
        })
final class ServeCommand extends BaseCommand {

    private static final int DEFAULT_PORT = 8484;
    private static final int SECONDS_TO_CLOSE = 30;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Manifest files, or directories with such.")
    List<Path> paths = List.of();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_PORT,
            description = "Where to listen; 0 takes any that is free. Default: ${DEFAULT-VALUE}.")
    int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "localhost",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}, so that only this machine reaches it.")
    String bind = "localhost";

    @Option(names = "--demo", description = "Make a sample pipeline in the state directory and serve that.")
    boolean demo;

    @Mixin
    HostOptions host = new HostOptions();

    ServeCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run() throws Exception {
        if (demo == !paths.isEmpty()) {
            throw usage("Give either a PATH or --demo.");
        }
        StateNotes notes = new StateNotes(host.state);
        notes.server().ifPresent(url -> {
            throw new No("A server at " + url + " uses " + host.state
                    + " already; stop it, or give another directory with --state.");
        });
        Demo sample = demo ? Demo.create(host.state) : null;
        List<Path> manifestsAt = sample == null ? paths : List.of(sample.pipeline());
        ManifestSet manifests = Pipelines.accepted(manifestsAt);
        ManifestLint.check(manifests, StepLint.catalog(StepRegistry.standard())).stream()
                .map(Finding::toString)
                .forEach(terminal::warn);
        if (manifests.projects().isEmpty()) {
            throw new No("There is no project in the manifests: no Warehouse, Stage or other object of Kargo's.");
        }
        InetAddress address = address();
        CountDownLatch closed = new CountDownLatch(1);
        try (PromotionEngine engine = LocalEngine.start(
                        host, manifests, PromotionEngine.Mode.AUTOMATIC, boardUrl(address), terminal);
                WebServer server = WebServer.start(
                        engine, address, port, Actor.user(System.getProperty("user.name", "unknown")))) {
            notes.notePipeline(manifestsAt);
            notes.noteServer(server.url());
            announce(server.url(), manifests, address);
            if (sample != null) {
                sample.suggestions(server.url()).forEach(terminal::print);
            }
            untilInterrupted(closed);
        } finally {
            notes.forgetServer();
            closed.countDown();
        }
        return 0;
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw usage("'" + bind + "' is no address of this machine.");
        }
    }

    private String boardUrl(InetAddress address) {
        // A port that is chosen later is not known yet; links to the board are then left out.
        return port == 0 ? "" : "http://" + (address.isLoopbackAddress() ? "localhost" : bind) + ":" + port;
    }

    private void announce(String url, ManifestSet manifests, InetAddress address) {
        if (json()) {
            var line = Output.object().put("url", url);
            var projects = line.putArray("projects");
            new ArrayList<>(manifests.projects().keySet()).forEach(projects::add);
            terminal.print(Output.line(line));
            return;
        }
        terminal.print(
                "Waybill serves " + String.join(", ", manifests.projects().keySet()) + " at "
                        + terminal.styled(Terminal.Style.BOLD, url));
        terminal.print(
                address.isLoopbackAddress()
                        ? "Only this machine reaches it; --bind changes that. Ctrl-C stops it."
                        : "Whoever reaches " + bind + " may do everything here. Ctrl-C stops it.");
    }

    /** Waits for Ctrl-C or a kill; the process then stays until what was opened is closed. */
    private static void untilInterrupted(CountDownLatch closed) {
        CountDownLatch asked = new CountDownLatch(1);
        Thread stop = new Thread(
                () -> {
                    asked.countDown();
                    try {
                        if (!closed.await(SECONDS_TO_CLOSE, TimeUnit.SECONDS)) {
                            System.err.println("Gave up waiting for promotions; they resume at the next start.");
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "waybill-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            asked.await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }
}
