package org.esxsync.api.sync;

import org.esxsync.api.EsxSyncException;

/** A patch was asked for that no source ever listed. */
public class UnknownPatchException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private final String patch;

    public UnknownPatchException(String patch) {
        super(
                "unknown patch '%s': no source has listed it; 'esx:patches' lists what is known"
                        .formatted(patch));
        this.patch = patch;
    }

    public String patch() {
        return patch;
    }
}
