package io.jenkins.plugins.waybill.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LanesTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(3);
    private final Lanes lanes = new Lanes(threads, 2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aServerThatDoesNotAnswerHoldsUpOnlyItsOwn() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(3);
        List<Integer> slow = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(5);
        for (int i = 0; i < 5; i++) {
            int number = i;
            lanes.execute("slow", () -> {
                await(answered);
                slow.add(number);
                all.countDown();
            });
        }
        for (int i = 0; i < 3; i++) {
            lanes.execute("quick", other::countDown);
        }
        assertThat(other.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(slow).isEmpty();
        answered.countDown();
        assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(slow).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void workThatFailsMakesRoomForTheNext() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < 4; i++) {
            lanes.execute("one", () -> {
                throw new IllegalStateException("expected by this test");
            });
        }
        lanes.execute("one", done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
