package org.esxsync.advisory.place;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.esxsync.advisory.record.Finding;

/** What reading a place brings. Used by one thread. */
public final class Reading {

    private static final int MAX_PROBLEMS = 50;
    private static final int MAX_FINDINGS = 1_000_000;

    private final List<Finding> findings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long moreProblems;
    private boolean isFull;
    private long files;
    private long unchanged;

    Reading() {}

    void add(List<Finding> found) {
        if (findings.size() + found.size() > MAX_FINDINGS) {
            isFull = true;
        } else {
            findings.addAll(found);
        }
    }

    void problem(String text) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(text);
        } else {
            moreProblems++;
        }
    }

    void file() {
        files++;
    }

    void unchangedFile() {
        files++;
        unchanged++;
    }

    /** In the order in which they were found. */
    public List<Finding> findings() {
        return Collections.unmodifiableList(findings);
    }

    /** What could not be read, each as one line. */
    public List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        if (moreProblems > 0) {
            all.add("%,d more files could not be read".formatted(moreProblems));
        }
        if (isFull) {
            all.add(
                    "there is more than %,d records of ESX and rows, and the rest was left out;"
                                    .formatted(MAX_FINDINGS)
                            + " take out what does not belong there");
        }
        return all;
    }

    /** How many files were seen, each of a zip counted. */
    public long files() {
        return files;
    }

    /** How many of them were as they had been, and were not read. */
    public long unchanged() {
        return unchanged;
    }
}
