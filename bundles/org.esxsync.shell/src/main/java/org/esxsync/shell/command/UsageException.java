package org.esxsync.shell.command;

import org.esxsync.api.EsxSyncException;

/** A command that was typed wrongly. */
public final class UsageException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private final String help;

    public UsageException(String message) {
        super(message);
        this.help = "help";
    }

    /** Words that do not fit a command. */
    public UsageException(String command, String problem) {
        super("%s: %s".formatted(command, problem));
        this.help = "help " + command;
    }

    /** The command that explains what can be typed. */
    public String help() {
        return help;
    }
}
