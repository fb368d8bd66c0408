package io.jenkins.plugins.waybill.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.jenkins.plugins.waybill.fixture.EverMoreTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The programs of this test are shell scripts")
class LocalToolsTest {

    @TempDir
    Path directory;

    @Test
    void aProgramRunsInItsDirectoryAndSeesOnlyWhatItIsGiven() throws Exception {
        Path tool = script("tool", "pwd; echo \"$1|$2|$GIVEN|$USER$JAVA_HOME\"; echo oops >&2; touch made; exit 3");
        ToolOutcome outcome = new LocalTools(Map.of("tool", tool))
                .run(call("tool", List.of("a b", "$HOME"), Map.of("GIVEN", "x"), 60));
        assertThat(outcome.output()).isEqualTo(directory.toRealPath() + "\na b|$HOME|x|\n");
        assertThat(outcome.errors()).isEqualTo("oops\n");
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.isSuccess()).isFalse();
        assertThat(directory.resolve("made")).exists();
    }

    @Test
    void aProgramIsFoundOnThePath() throws Exception {
        script("bin/tool", "echo found");
        assertThat(new LocalTools(Map.of(), "/nowhere:" + directory.resolve("bin") + ":/bin:/usr/bin")
                        .run(call("tool", List.of(), Map.of(), 60))
                        .output())
                .isEqualTo("found\n");
    }

    @Test
    void aNamedProgramIsSeenByAnotherOne() throws Exception {
        script("bin/helper", "echo helped");
        Path tool = script("other/tool", "helper");
        assertThat(new LocalTools(Map.of("tool", tool, "helper", directory.resolve("bin/helper")), "/bin:/usr/bin")
                        .run(call("tool", List.of(), Map.of(), 60))
                        .output())
                .isEqualTo("helped\n");
    }

    @Test
    void aMissingProgramIsToldWithWhatToDo() {
        assertThatThrownBy(
                        () -> new LocalTools(Map.of(), directory.toString()).run(call("helm", List.of(), Map.of(), 60)))
                .isInstanceOfSatisfying(ToolFailure.class, failure -> assertThat(failure.isMissing())
                        .isTrue())
                .hasMessage(
                        "The program helm is not on the PATH. Install it on the machine that runs Waybill, or name it in"
                                + " the host's settings.");
        Path absent = directory.resolve("absent");
        assertThatThrownBy(() -> new LocalTools(Map.of("helm", absent)).run(call("helm", List.of(), Map.of(), 60)))
                .hasMessage("The program helm is said to be at " + absent + ", where there is none that can be run.");
    }

    @Test
    void aProgramThatDoesNotEndIsStoppedWithItsChildren() throws Exception {
        Path tool = script("tool", "sleep 600 & echo $! > child; wait");
        EverMoreTime.attempt(limit -> {
            int seconds = (int) limit.toSeconds() + 1;
            assertThatThrownBy(
                            () -> new LocalTools(Map.of("tool", tool)).run(call("tool", List.of(), Map.of(), seconds)))
                    .isInstanceOf(ToolFailure.class)
                    .hasMessage("tool did not end within " + seconds + " s and was stopped.");
            long child =
                    Long.parseLong(Files.readString(directory.resolve("child")).strip());
            ProcessHandle.of(child).ifPresent(process -> process.onExit().join());
            assertThat(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false))
                    .isFalse();
        });
    }

    private ToolCall call(String tool, List<String> arguments, Map<String, String> environment, int seconds) {
        return new ToolCall(tool, arguments, directory, environment, Duration.ofSeconds(seconds));
    }

    private Path script(String path, String body) throws Exception {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
