package org.esxsync.serve.hosts;

import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;

/** A name that no kept host has. */
public final class UnknownHostNameException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 255;

    UnknownHostNameException(String name) {
        super(
                "no host is kept as '%s'; 'esxsync hosts' lists those that are"
                        .formatted(OneLine.of(name, LONGEST)));
    }
}
