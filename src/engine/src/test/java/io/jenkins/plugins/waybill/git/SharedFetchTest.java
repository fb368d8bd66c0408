package io.jenkins.plugins.waybill.git;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SharedFetchTest {

    @Test
    void whoeverComesDuringAFetchSharesTheNext() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var fetches = new AtomicInteger();
        var shared = new SharedFetch(() -> {
            fetches.incrementAndGet();
            begun.countDown();
            await(release);
        });
        Thread first = start(shared);
        begun.await();

        var late = new ArrayList<Thread>();
        for (int i = 0; i < 20; i++) {
            late.add(start(shared));
        }
        for (Thread thread : late) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        assertThat(fetches).hasValue(1);
        release.countDown();
        first.join();
        for (Thread thread : late) {
            thread.join();
        }

        assertThat(fetches).hasValue(2);
    }

    @Test
    void oneAfterTheOtherEachGetsItsOwn() throws Exception {
        var fetches = new AtomicInteger();
        var shared = new SharedFetch(fetches::incrementAndGet);

        shared.run();
        shared.run();

        assertThat(fetches).hasValue(2);
    }

    @Test
    void aFailureIsSharedAndTheNextFetchIsNotHarmed() throws Exception {
        var fetches = new AtomicInteger();
        var shared = new SharedFetch(() -> {
            if (fetches.incrementAndGet() == 1) {
                throw new GitException(GitException.Kind.UNREACHABLE, "gone");
            }
        });

        assertThatThrownBy(shared::run).isInstanceOf(GitException.class).hasMessage("gone");
        shared.run();

        assertThat(fetches).hasValue(2);
    }

    private static Thread start(SharedFetch shared) {
        var thread = new Thread(() -> {
            try {
                shared.run();
            } catch (GitException e) {
                throw new AssertionError(e);
            }
        });
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
