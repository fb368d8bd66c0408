package io.jenkins.plugins.waybill.step.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

import io.jenkins.plugins.waybill.step.StepFailure;
import io.jenkins.plugins.waybill.workspace.Workspace;

/** A text file in the workspace. */
record DataFile(Workspace workspace, String path, String text) {

    static DataFile read(Workspace workspace, String path) throws IOException, StepFailure {
        byte[] bytes;
        try {
            bytes = workspace.read(path);
        } catch (NoSuchFileException e) {
            throw StepFailure.retryable("There is no file '" + path
                    + "' in the workspace. Check the path, and that a step before this one put it there.");
        }
        try {
            return new DataFile(
                    workspace,
                    path,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            throw StepFailure.retryable("'" + path + "' is not UTF-8 text.");
        }
    }

    void write(String changed) throws IOException {
        if (!changed.equals(text)) {
            workspace.write(path, changed.getBytes(StandardCharsets.UTF_8));
        }
    }
}
