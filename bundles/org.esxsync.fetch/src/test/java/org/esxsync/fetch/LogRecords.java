package org.esxsync.fetch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged, down to the details of our own room and of HTTP at its usual level. */
final class LogRecords {

    private LogRecords() {}

    /** All that was logged while something ran, and all that it returned. */
    static List<String> during(Supplier<List<String>> action) {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new Collecting(lines);
        Logger ours = Logger.getLogger("org.esxsync");
        Logger http = Logger.getLogger("org.apache.hc");
        Level oursBefore = ours.getLevel();
        Level httpBefore = http.getLevel();
        ours.setLevel(Level.ALL);
        http.setLevel(Level.INFO);
        ours.setUseParentHandlers(false);
        http.setUseParentHandlers(false);
        ours.addHandler(handler);
        http.addHandler(handler);
        try {
            lines.addAll(action.get());
            return List.copyOf(lines);
        } finally {
            ours.removeHandler(handler);
            http.removeHandler(handler);
            ours.setUseParentHandlers(true);
            http.setUseParentHandlers(true);
            ours.setLevel(oursBefore);
            http.setLevel(httpBefore);
        }
    }

    private static final class Collecting extends Handler {

        private final List<String> lines;
        private final SimpleFormatter formatter = new SimpleFormatter();

        Collecting(List<String> lines) {
            this.lines = lines;
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            lines.add(formatter.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
