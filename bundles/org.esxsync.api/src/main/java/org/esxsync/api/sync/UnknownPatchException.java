package org.esxsync.api.sync;

import org.esxsync.api.EsxSyncException;

/** A patch was asked for that no source ever listed. */
public class UnknownPatchException extends EsxSyncException {

    private static final long serialVersionUID = 1L;

    private final String patch;

    /**
     * @param patch the id that was asked for
     */
    public UnknownPatchException(String patch) {
        super(
                "unknown patch '%s': no source has listed it; 'patches' lists what is known"
                        .formatted(patch));
        this.patch = patch;
    }

    /** The id that was asked for. */
    public String patch() {
        return patch;
    }
}
