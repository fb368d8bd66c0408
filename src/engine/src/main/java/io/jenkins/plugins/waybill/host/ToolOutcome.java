package io.jenkins.plugins.waybill.host;

/**
 * What a program left behind.
 *
 * @param exitCode zero when all went well
 * @param output what it wrote to standard output
 * @param errors what it wrote to standard error
 */
public record ToolOutcome(int exitCode, String output, String errors) {

    /** True when all went well. */
    public boolean isSuccess() {
        return exitCode == 0;
    }
}
