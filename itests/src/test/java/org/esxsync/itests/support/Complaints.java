package org.esxsync.itests.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/**
 * What goes wrong in the container while this is open: errors and exceptions of log and framework.
 */
public final class Complaints extends Handler implements FrameworkListener, AutoCloseable {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final BundleContext context;

    public Complaints(BundleContext context) {
        this.context = context;
        context.addFrameworkListener(this);
        Logger.getLogger("").addHandler(this);
    }

    /** What was heard so far. */
    public List<String> heard() {
        return heard;
    }

    @Override
    public void publish(LogRecord log) {
        if (log.getThrown() != null || log.getLevel().intValue() >= Level.SEVERE.intValue()) {
            heard.add(log.getLoggerName() + ": " + log.getMessage() + " " + log.getThrown());
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            heard.add(event.getBundle() + ": " + event.getThrowable());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        context.removeFrameworkListener(this);
        Logger.getLogger("").removeHandler(this);
    }
}
