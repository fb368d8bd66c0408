package io.jenkins.plugins.waybill.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;

/**
 * A pipeline to play with: two bare Git repositories, the application's source and what its environments run, and the
 * manifests between them. Everything is real; only the repositories are on this machine.
 *
 * @param directory holds {@code app.git}, {@code gitops.git} and {@code pipeline}
 */
record Demo(Path directory) {

    private static final String MARK = ".waybill-demo";
    private static final List<String> MANIFESTS = List.of("project.yaml", "warehouse.yaml", "stages.yaml");
    private static final String APP_PLACEHOLDER = "https://github.com/example/guestbook.git";
    private static final String GITOPS_PLACEHOLDER = "https://github.com/example/guestbook-gitops.git";

    private static final String VALUES = """
            # What runs here. Promotions write the commit; everything else is yours, and stays as you write it.
            commit: none
            replicas: 1   # more on Fridays
            """;

    /** Makes the demo afresh; what an earlier one left in the directory goes, anything else stays. */
    static Demo create(Path state) throws IOException {
        if (Files.isDirectory(state) && !isEmpty(state) && !Files.exists(state.resolve(MARK))) {
            throw new No(state + " is in use for something other than a demo, and a demo starts clean; give another"
                    + " directory with --state.");
        }
        clear(state);
        Path directory = Files.createDirectories(state).toRealPath();
        Files.writeString(directory.resolve(MARK), "This directory is made afresh by 'waybill serve --demo'.\n");
        Demo demo = new Demo(directory);
        demo.makeRepositories();
        demo.writeManifests();
        return demo;
    }

    Path pipeline() {
        return directory.resolve("pipeline");
    }

    private Path app() {
        return directory.resolve("app.git");
    }

    private Path gitops() {
        return directory.resolve("gitops.git");
    }

    private static String url(Path repository) {
        URI uri = repository.toUri();
        return "file://" + uri.getPath().replaceFirst("/$", "");
    }

    private void makeRepositories() throws IOException {
        DemoRepository.create(
                app(),
                "Say hello",
                Map.of(
                        "README.md", "# Guestbook\n\nThe application of the demo.\n",
                        "greeting.txt", "Hello, world\n"));
        DemoRepository.create(
                gitops(),
                "Describe the environments",
                Map.of(
                        "README.md", "# What the guestbook's environments run\n",
                        "env/dev/values.yaml", VALUES,
                        "env/staging/values.yaml", VALUES,
                        "env/prod/values.yaml", VALUES));
    }

    private void writeManifests() throws IOException {
        Files.createDirectories(pipeline());
        for (String name : MANIFESTS) {
            String manifest = resource(name)
                    .replace(APP_PLACEHOLDER, url(app()))
                    .replace(GITOPS_PLACEHOLDER, url(gitops()))
                    .replace("interval: 5m", "interval: 10s");
            Files.writeString(pipeline().resolve(name), manifest);
        }
    }

    /** The pipeline of {@code examples/guestbook}, which the build puts beside this class. */
    private static String resource(String name) throws IOException {
        try (InputStream resource = Demo.class.getResourceAsStream("demo/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("The demo's " + name + " is missing from the class path.");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** What to try next; each line can be pasted into a shell. */
    List<String> suggestions(String url) {
        String waybill = Shell.waybill() + " ";
        String where = " --state " + Shell.quoted(directory.toString());
        String clone = Shell.quoted(directory.resolve("clone").toString());
        return List.of(
                "",
                "The pipeline is in " + pipeline() + ", and runs between app.git and gitops.git beside it.",
                "Try these in another terminal:",
                "",
                "  # change the application: dev and staging follow within seconds",
                "  rm -rf " + clone + " && git clone -q " + Shell.quoted(app().toString()) + " " + clone
                        + " && echo 'Hello, Waybill' > " + clone + "/greeting.txt && git -C " + clone
                        + " -c user.name=You -c user.email=you@example.com commit -qam 'Greet Waybill'"
                        // Neither a key nor a rule for pushing of whoever tries it has to do with this.
                        + " --no-gpg-sign && git -C " + clone + " push -q origin HEAD",
                "",
                "  # watch it go",
                "  " + waybill + "status --watch" + where,
                "",
                "  # let it into production, where it waits for a person",
                "  " + waybill + "approve --stage prod" + where,
                "",
                "Or do it all on the board: " + url);
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void clear(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path visited, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!visited.equals(directory)) {
                    Files.delete(visited);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
