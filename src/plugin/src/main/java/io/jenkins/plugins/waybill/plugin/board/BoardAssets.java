package io.jenkins.plugins.waybill.plugin.board;

import io.jenkins.plugins.waybill.board.BoardFiles;

/** The board's files, read once. */
final class BoardAssets {

    private static final BoardFiles FILES = BoardFiles.load();

    private BoardAssets() {}

    static BoardFiles get() {
        return FILES;
    }
}
