package io.jenkins.plugins.waybill.step.git;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One at a time for each branch. Whoever comes second is told when to come again and holds no thread meanwhile.
 * Thread-safe.
 */
final class BranchTurns {

    private final Map<Branch, CompletableFuture<Void>> taken = new ConcurrentHashMap<>();

    /** Takes the branch until the turn is closed, unless somebody else has it. */
    Turn take(String url, String branch) {
        Branch which = new Branch(url, branch);
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> other = taken.putIfAbsent(which, mine);
        return new Turn(which, mine, Optional.ofNullable(other));
    }

    private record Branch(String url, String name) {}

    /** A turn, or the wait for one. */
    final class Turn implements AutoCloseable {

        private final Branch which;
        private final CompletableFuture<Void> mine;
        private final Optional<CompletableFuture<Void>> other;

        private Turn(Branch which, CompletableFuture<Void> mine, Optional<CompletableFuture<Void>> other) {
            this.which = which;
            this.mine = mine;
            this.other = other;
        }

        /** The end of somebody else's turn; empty when it is ours. */
        Optional<CompletionStage<Void>> othersEnd() {
            return other.map(CompletableFuture::copy);
        }

        @Override
        public void close() {
            if (other.isEmpty()) {
                taken.remove(which, mine);
                mine.complete(null);
            }
        }
    }
}
