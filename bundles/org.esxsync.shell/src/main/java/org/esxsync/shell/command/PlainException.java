package org.esxsync.shell.command;

import org.esxsync.api.EsxSyncException;
import org.esxsync.shell.terminal.PlainText;

/**
 * Stands for an error in a Gogo shell, which shows errors as their {@code toString()}: nothing but
 * the message, and that without anything that could command the terminal.
 */
public final class PlainException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private final EsxSyncException original;

    public PlainException(EsxSyncException original) {
        super(PlainText.of(Suggestion.message(original)), original);
        this.original = original;
    }

    public EsxSyncException original() {
        return original;
    }

    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
