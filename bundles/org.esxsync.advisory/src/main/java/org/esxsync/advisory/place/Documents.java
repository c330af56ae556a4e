package org.esxsync.advisory.place;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.advisory.record.Document;
import org.esxsync.advisory.record.Finding;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;

/** Reads one document after the other, and tells which could not be read. Used by one thread. */
final class Documents {

    private static final int BRACE = '{';

    private final String place;
    private final Reading reading;
    private final Body body = new Body();
    private List<Finding> found = new ArrayList<>();
    private boolean isWhole = true;

    /**
     * @param place what is being read, for the message of an interruption
     */
    Documents(String place, Reading reading) {
        this.place = place;
        this.reading = reading;
    }

    /** Reads a document, which is told of where it cannot be understood. */
    void read(Kind kind, InputStream in, String name) throws IOException {
        checkInterrupt();
        reading.file();
        body.read(in);
        List<Finding> findings = new ArrayList<>();
        try {
            if (kind == Kind.TABLE) {
                Document.table(body.bytes(), body.length(), findings::add);
            } else {
                Document.json(body.bytes(), body.length(), findings::add);
            }
            found.addAll(findings);
        } catch (IOException e) {
            problem(name, PlainReason.of(e));
        }
    }

    /** Reads a file of whatever name: JSON begins with a brace. */
    void readAny(InputStream in, String name) throws IOException {
        checkInterrupt();
        reading.file();
        body.read(in);
        try {
            if (body.first() == BRACE) {
                Document.json(body.bytes(), body.length(), found::add);
            } else {
                Document.table(body.bytes(), body.length(), found::add);
            }
        } catch (IOException e) {
            problem(name, PlainReason.of(e));
        }
    }

    void problem(String name, String reason) {
        isWhole = false;
        reading.problem(name + ": " + reason);
    }

    void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new EsxSyncException(
                    "%s: the reading of advisories was interrupted; start it again"
                            .formatted(place));
        }
    }

    /** Whether everything since the last take was understood. */
    boolean isWhole() {
        return isWhole;
    }

    /** What was found since the last take. */
    List<Finding> take() {
        List<Finding> taken = found;
        found = new ArrayList<>();
        isWhole = true;
        return taken;
    }
}
