package org.esxsync.shell.run;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Tells a place from a release among the words of a command. */
public final class LocationWord {

    private static final Pattern RELEASE =
            Pattern.compile("(?i)(?:[a-z][a-z0-9]*-)?\\d+(?:\\.\\d+)*");

    private LocationWord() {}

    /** Whether a word is a path or URL: a release that a file is called by stays one. */
    public static boolean isOne(String word) {
        if (RELEASE.matcher(word).matches()) {
            return false;
        }
        try {
            return word.indexOf('/') >= 0 || word.indexOf('\\') >= 0 || Files.exists(Path.of(word));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
