package io.jenkins.plugins.waybill.workspace;

import java.io.IOException;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.jspecify.annotations.Nullable;

/**
 * A file, link or submodule entry.
 *
 * @param mode Git's mode bits
 * @param id of the blob or submodule commit; zero while the content is pending
 * @param pending content that is not in the object database yet
 */
record Leaf(FileMode mode, ObjectId id, byte @Nullable [] pending) implements Node {

    static Leaf stored(FileMode mode, ObjectId id) {
        return new Leaf(mode, id, null);
    }

    static Leaf pending(FileMode mode, byte[] content) {
        return new Leaf(mode, ObjectId.zeroId(), content.clone());
    }

    @Override
    public FileEntry.Kind kind() {
        return switch (mode.getBits() & FileMode.TYPE_MASK) {
            case FileMode.TYPE_SYMLINK -> FileEntry.Kind.SYMLINK;
            case FileMode.TYPE_GITLINK -> FileEntry.Kind.SUBMODULE;
            default -> (mode.getBits() & 0111) == 0 ? FileEntry.Kind.FILE : FileEntry.Kind.EXECUTABLE;
        };
    }

    Leaf write(ObjectInserter inserter) throws IOException {
        return pending == null ? this : stored(mode, inserter.insert(Constants.OBJ_BLOB, pending));
    }
}
