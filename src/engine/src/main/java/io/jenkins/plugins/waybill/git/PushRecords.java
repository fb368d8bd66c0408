package io.jenkins.plugins.waybill.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.ReceiveCommand;

/**
 * What each request was last sent as, by key, written down before it is sent: a request that comes again after a crash
 * recognises its commit on the branch.
 */
final class PushRecords {

    static final String PREFIX = "refs/waybill/pushes/";

    private final MirrorStore store;

    PushRecords(MirrorStore store) {
        this.store = store;
    }

    static String refOf(String key) {
        return PREFIX + RemoteUrl.hash(key);
    }

    Optional<ObjectId> find(String recordRef) throws IOException {
        Ref ref = store.repository().exactRef(recordRef);
        return Optional.ofNullable(ref).map(Ref::getObjectId);
    }

    /** Writes them down so that they outlast a power cut. */
    void write(Map<PendingPush, ObjectId> commits) throws IOException {
        var commands = new ArrayList<ReceiveCommand>();
        for (Map.Entry<PendingPush, ObjectId> entry : commits.entrySet()) {
            PendingPush push = entry.getKey();
            ObjectId before = find(push.recordRef()).orElse(ObjectId.zeroId());
            if (!before.equals(entry.getValue())) {
                commands.add(new ReceiveCommand(before, entry.getValue(), push.recordRef()));
            }
            push.sentAs().add(entry.getValue());
        }
        if (commands.isEmpty()) {
            return;
        }
        store.write(commands);
        Path directory = store.repository().getDirectory().toPath();
        // One ref is written as a file of its own, several together into the file of packed refs.
        Path written = commands.size() == 1
                ? directory.resolve(commands.get(0).getRefName())
                : directory.resolve("packed-refs");
        try (FileChannel file = FileChannel.open(written, StandardOpenOption.WRITE)) {
            file.force(true);
        }
    }
}
