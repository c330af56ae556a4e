package org.esxsync.compliance.facts;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.OneLine;

/** What could not be read in one file: the first of it in words, and how much more there was. */
public final class Problems {

    private static final int MOST = 10;
    private static final int LONGEST = 300;

    private final String place;
    private final List<String> told = new ArrayList<>();
    private long more;

    /**
     * @param place the file
     */
    public Problems(String place) {
        this.place = place;
    }

    public void add(String problem) {
        if (told.size() < MOST) {
            told.add("%s: %s".formatted(place, OneLine.of(problem, LONGEST)));
        } else {
            more++;
        }
    }

    /**
     * @param line the number of the line that it is about
     */
    public void add(long line, String problem) {
        if (told.size() < MOST) {
            told.add("%s:%d: %s".formatted(place, line, OneLine.of(problem, LONGEST)));
        } else {
            more++;
        }
    }

    public boolean isEmpty() {
        return told.isEmpty();
    }

    public List<String> all() {
        List<String> all = new ArrayList<>(told);
        if (more > 0) {
            all.add("%s: %d more of the like".formatted(place, more));
        }
        return all;
    }
}
