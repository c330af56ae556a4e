package org.esxsync.itests.support;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * What came of a test class in the container.
 *
 * @param thrown what each test and container of tests threw, by unique id
 */
record InsideResults(Map<String, Optional<Throwable>> thrown) {

    /** Ends like the test did in the container, or like what it belongs to if that failed first. */
    void replay(ExtensionContext context) throws Throwable {
        Optional<Throwable> result = thrown.get(context.getUniqueId());
        if (result != null && result.isPresent()) {
            throw outside(result.get());
        }
        if (result == null && context.getParent().isPresent()) {
            replay(context.getParent().get());
            throw new IllegalStateException(
                    "it did not run in the container: " + context.getUniqueId());
        }
    }

    /** JUnit knows an aborted test by its own class, which is another one in the container. */
    private static Throwable outside(Throwable thrown) {
        return thrown.getClass().getName().equals(TestAbortedException.class.getName())
                ? new TestAbortedException(thrown.getMessage())
                : thrown;
    }
}
