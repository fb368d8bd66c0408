package io.jenkins.plugins.waybill.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(value = 600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LanesTest {

    private static final int THREADS = 8;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final List<String> running = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        answer.countDown();
        threads.shutdownNow();
    }

    @Test
    void aQuickServerHasAQuarterOfTheThreads() throws Exception {
        Lanes lanes = quick();
        did(lanes, "one");
        hang(lanes, "one", 5);
        untilRunning(2);
        did(lanes, "other");

        assertThat(running).containsExactly("one", "one");
    }

    @Test
    void serversThatHangHoldUpOnlyTheirOwnKind() throws Exception {
        Lanes lanes = quick();
        did(lanes, "known");
        for (int i = 0; i < 9; i++) {
            hang(lanes, "hanging " + i, 3);
        }
        untilRunning(THREADS / 2);
        CountDownLatch waits = new CountDownLatch(1);
        lanes.execute("new", waits::countDown);
        for (int i = 0; i < 20; i++) {
            did(lanes, "known");
        }

        assertThat(running).containsExactlyInAnyOrder("hanging 0", "hanging 1", "hanging 2", "hanging 3");
        assertThat(waits.getCount()).isEqualTo(1);
        answer.countDown();
        waits.await();
    }

    @Test
    void serversThatAreSlowTakeTurns() throws Exception {
        Lanes lanes = new Lanes(threads, 2, Duration.ofNanos(-1));
        CountDownLatch all = new CountDownLatch(6);
        hang(lanes, "first", 1);
        untilRunning(1);
        for (String name : List.of("a", "a", "a", "b", "b", "c")) {
            lanes.execute(name, () -> {
                running.add(name);
                all.countDown();
            });
        }
        answer.countDown();
        all.await();

        assertThat(running).containsExactly("first", "a", "b", "c", "a", "b", "a");
    }

    @Test
    void workThatFailsMakesRoomForTheNext() throws Exception {
        Lanes lanes = quick();
        for (int i = 0; i < 4; i++) {
            lanes.execute("one", () -> {
                throw new IllegalStateException("expected by this test");
            });
        }
        did(lanes, "one");
    }

    @Test
    void workAfterTheEndIsDropped() {
        Lanes lanes = new Lanes(
                work -> {
                    throw new RejectedExecutionException();
                },
                THREADS,
                Duration.ofDays(1));
        lanes.execute("one", () -> running.add("one"));
        lanes.execute("one", () -> running.add("one"));

        assertThat(running).isEmpty();
    }

    /** Whose servers are quick however long they take, as soon as they have answered once. */
    private Lanes quick() {
        return new Lanes(threads, THREADS, Duration.ofDays(1));
    }

    /** Returns when something new has been done in a lane. */
    private static void did(Lanes lanes, String name) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        lanes.execute(name, done::countDown);
        done.await();
    }

    private void hang(Lanes lanes, String name, int times) {
        for (int i = 0; i < times; i++) {
            lanes.execute(name, () -> {
                running.add(name);
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    private void untilRunning(int number) throws InterruptedException {
        while (running.size() < number) {
            Thread.sleep(5);
        }
    }
}
