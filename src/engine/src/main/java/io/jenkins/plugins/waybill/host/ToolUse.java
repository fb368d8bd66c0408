package io.jenkins.plugins.waybill.host;

import java.util.function.Consumer;

/**
 * A step that is about to use programs.
 *
 * @param project whose step it is
 * @param key which step of which promotion; the same when the step comes again
 * @param log takes lines for the step's log
 */
public record ToolUse(String project, String key, Consumer<String> log) {}
