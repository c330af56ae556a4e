package org.esxsync.shell.gogo;

import org.apache.felix.service.command.CommandSession;
import org.esxsync.shell.run.CommandRun;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/**
 * Ctrl-C while one of our commands runs in Gogo's shell: the command ends in order, and what it
 * says then is all that is shown. Gogo itself would show the prompt at once, and its own exception,
 * while the command still writes. What is not ours Gogo goes on ending in its way.
 */
final class InterruptKey implements SignalHandler {

    private final CommandSession session;
    private volatile SignalHandler shells = SignalHandler.SIG_IGN;

    private InterruptKey(CommandSession session) {
        this.session = session;
    }

    /**
     * Takes the key from a session's shell.
     *
     * @param terminal what the shell runs on; only one of JLine's has keys
     */
    static void take(CommandSession session, Object terminal) {
        if (terminal instanceof Terminal keys) {
            InterruptKey key = new InterruptKey(session);
            SignalHandler before = keys.handle(Signal.INT, key);
            key.shells = before instanceof InterruptKey own ? own.shells : before;
        }
    }

    @Override
    public void handle(Signal signal) {
        if (session.get(CommandRun.THREAD) instanceof Thread thread) {
            thread.interrupt();
        } else {
            shells.handle(signal);
        }
    }
}
