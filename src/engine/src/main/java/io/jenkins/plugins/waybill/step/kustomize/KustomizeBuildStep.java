package io.jenkins.plugins.waybill.step.kustomize;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.waybill.host.ToolOutcome;
import io.jenkins.plugins.waybill.step.PromotionStep;
import io.jenkins.plugins.waybill.step.StepConfig;
import io.jenkins.plugins.waybill.step.StepContext;
import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.step.StepResult;
import io.jenkins.plugins.waybill.step.StepSchema;
import io.jenkins.plugins.waybill.step.tool.KubernetesObject;
import io.jenkins.plugins.waybill.step.tool.Paths;
import io.jenkins.plugins.waybill.step.tool.Workbench;
import io.jenkins.plugins.waybill.workspace.Workspace;
import org.jspecify.annotations.Nullable;

/** {@code kustomize-build}: renders a kustomization to a file or a directory. */
public final class KustomizeBuildStep implements PromotionStep {

    private static final String OUTSIDE_ROOT = "is not in or below";

    private final StepSchema schema = StepSchema.beside(KustomizeBuildStep.class, "kustomize-build");

    private record Config(
            String path,
            String outPath,
            @Nullable String outputFormat,
            @Nullable Plugin plugin) {

        boolean toFile() {
            return outPath.endsWith(".yaml") || outPath.endsWith(".yml");
        }
    }

    private record Plugin(@Nullable Helm helm) {}

    private record Helm(
            @JsonProperty("apiVersions") @Nullable List<String> apiVersions,
            @Nullable String kubeVersion) {}

    @Override
    public String name() {
        return "kustomize-build";
    }

    @Override
    public StepSchema schema() {
        return schema;
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        Config config = StepConfig.read(context.config(), Config.class);
        Workspace workspace = context.workspace();
        String path = workspace.resolve(config.path());
        if (KustomizationScan.file(workspace, path).isEmpty()) {
            throw StepFailure.retryable("There is no kustomization in '" + config.path() + "'; one of "
                    + String.join(", ", KustomizationScan.FILE_NAMES) + " is needed.");
        }
        KustomizationScan scan = KustomizationScan.of(workspace, path);
        try (Workbench bench = Workbench.open(context)) {
            bench.require("kustomize", 5, 0, List.of("version"));
            // Remote bases come over http only: other ways of git's run programs or read this machine.
            bench.with("GIT_ALLOW_PROTOCOL", "https:http")
                    .with("GIT_TERMINAL_PROMPT", "0")
                    .with("GIT_CONFIG_NOSYSTEM", "1");
            String around = Paths.around(scan.paths());
            bench.lend(around, "files");
            String kustomization = Paths.join("files", Paths.below(path, around));
            String stream = build(bench, scan, arguments(config, kustomization));
            int files = write(workspace, bench, config, stream);
            context.log("Built " + config.path() + " to " + config.outPath() + ": " + files
                    + (files == 1 ? " file" : " files"));
        }
        return StepResult.succeeded();
    }

    private static List<String> arguments(Config config, String kustomization) {
        List<String> arguments = new ArrayList<>(List.of("build", kustomization, "--enable-helm"));
        Helm helm = config.plugin() == null ? null : config.plugin().helm();
        if (helm != null) {
            for (String version : Optional.ofNullable(helm.apiVersions()).orElse(List.of())) {
                arguments.add("--helm-api-versions=" + version);
            }
            if (helm.kubeVersion() != null && !helm.kubeVersion().isEmpty()) {
                arguments.add("--helm-kube-version=" + helm.kubeVersion());
            }
        }
        if (!config.toFile()) {
            arguments.add("--output=out");
        }
        return arguments;
    }

    /**
     * Kargo lets a kustomization read files beside itself, in a file system that ends at the workspace. Here kustomize
     * sees the machine's own, so that is allowed only where all paths were looked at.
     */
    private static String build(Workbench bench, KustomizationScan scan, List<String> arguments)
            throws IOException, InterruptedException, StepFailure {
        Files.createDirectories(bench.path("out"));
        ToolOutcome outcome = bench.attempt("kustomize", arguments);
        if (outcome.isSuccess()) {
            return outcome.output();
        }
        if (!outcome.errors().contains(OUTSIDE_ROOT)) {
            throw bench.failure("kustomize", outcome);
        }
        if (scan.usesOthers() || scan.usesGenerators()) {
            throw StepFailure.retryable(bench.failure("kustomize", outcome).getMessage()
                    + " A kustomization that uses generators, transformers, validators or another server's files may read"
                    + " only files below itself.");
        }
        List<String> freely = new ArrayList<>(arguments);
        freely.add("--load-restrictor=LoadRestrictionsNone");
        return bench.run("kustomize", freely);
    }

    private static int write(Workspace workspace, Workbench bench, Config config, String stream)
            throws IOException, StepFailure {
        if (config.toFile()) {
            workspace.write(config.outPath(), stream.getBytes(StandardCharsets.UTF_8));
            return 1;
        }
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> built = Files.list(bench.path("out"))) {
            for (Path file : built.sorted().toList()) {
                byte[] content = Files.readAllBytes(file);
                String name = Objects.equals(config.outputFormat(), "kustomize")
                        ? String.valueOf(file.getFileName())
                        : name(new String(content, StandardCharsets.UTF_8));
                if (files.put(name, content) != null) {
                    throw StepFailure.retryable("Two objects would be written to '" + name
                            + "'; set outputFormat: kustomize, whose names have the API group.");
                }
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            workspace.write(config.outPath() + "/" + file.getKey(), file.getValue());
        }
        return files.size();
    }

    private static String name(String document) throws StepFailure {
        KubernetesObject object = KubernetesObject.of(document);
        String namespace = object.namespace().isEmpty() ? "" : object.namespace() + "-";
        String name = (namespace + object.kind() + "-" + object.name() + ".yaml").toLowerCase(Locale.ROOT);
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw StepFailure.retryable("The object '" + name + "' cannot be a file: its name has a slash.");
        }
        return name;
    }
}
