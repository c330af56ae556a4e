package org.esxsync.sync.work;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that goes on to its end even if its caller is interrupted: an interrupt closes the file that
 * a thread is just forcing to disk.
 */
public final class UndisturbedWork {

    private UndisturbedWork() {}

    /**
     * Does the work in a thread of its own and waits for it. The caller is still interrupted
     * afterwards.
     *
     * @param name the thread's
     */
    public static <T> T of(String name, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        new Thread(task, name).start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException thrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException problem
                ? problem
                : new IllegalStateException(cause);
    }
}
