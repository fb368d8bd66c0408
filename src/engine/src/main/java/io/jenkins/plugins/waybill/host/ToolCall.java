package io.jenkins.plugins.waybill.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One run of a program. All files that it needs are in the directory, and paths in arguments and environment are relative
 * to it, so that a host may run it on another machine.
 *
 * @param tool its name, such as {@code helm}
 * @param arguments without the name; no secrets, since other users of a machine can see them
 * @param directory where it runs; what it leaves there is the result
 * @param environment variables besides those that the host passes on
 * @param timeout after which it is stopped
 */
public record ToolCall(
        String tool, List<String> arguments, Path directory, Map<String, String> environment, Duration timeout) {

    public ToolCall {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
