package io.jenkins.plugins.waybill.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A bare GitOps repository of a given size: {@code clusters/<c>/apps/<a>/<file>.yaml} and one values file per Stage
 * under {@code env/}.
 *
 * @param path the bare repository
 * @param stages how many {@code env/stage-<i>/values.yaml} it has
 */
record GitOpsRepository(Path path, int stages) {

    private static final int FILES_PER_APPLICATION = 10;
    private static final int APPLICATIONS_PER_CLUSTER = 60;

    String url() {
        return path.toUri().toString().replaceFirst("^file:/+", "file:///").replaceFirst("/$", "");
    }

    static String valuesFile(int stage) {
        return "env/stage-" + stage + "/values.yaml";
    }

    /** Makes it with git fast-import: one commit with all files, then small ones. */
    static GitOpsRepository create(Path path, int files, int commits, int stages) throws Exception {
        Files.createDirectories(path);
        Shell.run(path, "git", "init", "-q", "--bare", "--initial-branch=main", ".");
        Process process = new ProcessBuilder("git", "fast-import", "--quiet", "--date-format=raw")
                .directory(path.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream out = new BufferedOutputStream(process.getOutputStream(), 1 << 16)) {
            Random random = new Random(42);
            startCommit(out, 0);
            for (int i = 0; i < stages; i++) {
                file(out, valuesFile(i), values("0.0.0"));
            }
            for (int i = 0; i < files - stages; i++) {
                file(out, filler(i), manifest(i, random));
            }
            for (int commit = 1; commit < commits; commit++) {
                startCommit(out, commit);
                file(out, filler(random.nextInt(files - stages)), manifest(commit, random));
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("git fast-import failed in " + path);
        }
        Shell.run(path, "git", "repack", "-adq");
        return new GitOpsRepository(path, stages);
    }

    private static String filler(int index) {
        int application = index / FILES_PER_APPLICATION;
        return "clusters/cluster-" + application / APPLICATIONS_PER_CLUSTER + "/apps/app-"
                + application % APPLICATIONS_PER_CLUSTER + "/manifest-" + index % FILES_PER_APPLICATION + ".yaml";
    }

    static String values(String tag) {
        return "# Values of one environment.\nimage:\n  repository: registry.example.com/guestbook\n  tag: " + tag
                + " # promoted\nreplicas: 2\n";
    }

    private static String manifest(int index, Random random) {
        StringBuilder text = new StringBuilder(
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings-" + index + "\ndata:\n");
        for (int line = 0; line < 20; line++) {
            text.append("  key-")
                    .append(line)
                    .append(": \"")
                    .append(Long.toHexString(random.nextLong()))
                    .append("\"\n");
        }
        return text.toString();
    }

    private static void startCommit(OutputStream out, int number) throws IOException {
        print(
                out,
                "commit refs/heads/main\ncommitter Bench <bench@example.com> " + (1_700_000_000 + number) + " +0000\n"
                        + data("Change " + number));
    }

    private static void file(OutputStream out, String path, String content) throws IOException {
        print(out, "M 100644 inline " + path + "\n" + data(content));
    }

    private static String data(String text) {
        return "data " + text.getBytes(StandardCharsets.UTF_8).length + "\n" + text + "\n";
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
