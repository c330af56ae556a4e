package org.esxsync.sync.work;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    /** A thread of a pool is at somebody else's work then. */
    @Test
    @Timeout(20)
    void aThreadWhoseCallHasEndedIsNotInterrupted() throws InterruptedException {
        RunningCalls running = new RunningCalls();
        LateWorker worker = new LateWorker(running);
        worker.start();
        worker.begun.await();

        running.end(10);
        worker.join();

        assertFalse(worker.wasLate);
    }

    /** Ends its call in the moment in which it is to be interrupted, if it can. */
    private static final class LateWorker extends Thread {

        private final RunningCalls running;
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch toEnd = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private boolean wasLate;

        LateWorker(RunningCalls running) {
            this.running = running;
        }

        @Override
        public void run() {
            try (RunningCalls.Call call = running.begin()) {
                begun.countDown();
                toEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            ended.countDown();
        }

        @Override
        public void interrupt() {
            toEnd.countDown();
            try {
                wasLate = ended.await(200, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            super.interrupt();
        }
    }
}
