package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RunningCallsTest {

    @Test
    @Timeout(20)
    void whatIsAtWorkIsInterruptedAndWaitedFor() throws InterruptedException {
        RunningCalls running = new RunningCalls();
        CountDownLatch begun = new CountDownLatch(1);
        boolean[] interrupted = {false};
        Thread worker =
                new Thread(
                        () -> {
                            try (RunningCalls.Call call = running.begin()) {
                                begun.countDown();
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted[0] = true;
                            }
                        });
        worker.start();
        begun.await();

        running.end(10);
        worker.join();

        assertTrue(interrupted[0]);
    }
}
