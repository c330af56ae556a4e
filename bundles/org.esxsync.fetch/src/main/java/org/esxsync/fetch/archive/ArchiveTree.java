package org.esxsync.fetch.archive;

import java.io.IOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * The names that an archive unpacks to, checked before anything is written: none that differs from
 * another in case only, none through a file or a link, no link that leads outside.
 */
final class ArchiveTree {

    private static final int MAX_LINKS = 40;

    /** No file system makes a link with more. */
    private static final int MAX_TARGET = 4096;

    /** Names and link targets are kept in memory until the archive's end. */
    private static final long MAX_CHARACTERS = 8L * 1024 * 1024;

    private final Node top = new Node("", Type.DIRECTORY, null, "");
    private final Set<Node> links = new LinkedHashSet<>();
    private final boolean lastCounts;
    private long characters;

    private enum Type {
        DIRECTORY,
        FILE,
        LINK
    }

    /** A name, and where it leads: a link learns that when it is checked. */
    private static final class Node {

        private final String path;
        private final Type type;
        private final Node above;
        private final int depth;
        private final String target;
        private final Map<String, Node> below = new HashMap<>(2);
        private Node place = this;

        /** How many names below the place nothing has. */
        private int missing;

        /** Links on the way to the place; 0 until it is known. */
        private int followed;

        Node(String path, Type type, @Nullable Node above, String target) {
            this.path = path;
            this.type = type;
            this.above = above == null ? this : above;
            this.depth = above == null ? 0 : above.depth + 1;
            this.target = target;
        }
    }

    /**
     * @param lastCounts whether a later entry takes the place of an earlier one with its name
     */
    ArchiveTree(boolean lastCounts) {
        this.lastCounts = lastCounts;
    }

    void addDirectory(RelativePath path) throws ArchiveException {
        String value = path.value();
        Node there = find(directoryAbove(value), value);
        if (there == null || there.type != Type.DIRECTORY) {
            add(path, Type.DIRECTORY, "");
        }
    }

    /**
     * @return whether it takes the place of an earlier file or link
     */
    boolean addFile(RelativePath path) throws ArchiveException {
        return add(path, Type.FILE, "");
    }

    /**
     * @return whether it takes the place of an earlier file or link
     */
    boolean addLink(RelativePath path, String target) throws ArchiveException {
        if (target.isEmpty()
                || target.length() > MAX_TARGET
                || target.chars().anyMatch(Character::isISOControl)) {
            throw new ArchiveException(path.value(), "its link target is no name");
        }
        return add(path, Type.LINK, target);
    }

    /** The one directory that holds everything, or null if there is none. */
    @Nullable String soleDirectory() {
        if (top.below.size() != 1) {
            return null;
        }
        Node only = top.below.values().iterator().next();
        return only.type == Type.DIRECTORY ? only.path : null;
    }

    /**
     * Checks that every link, also through other links, stays below a directory.
     *
     * @param root a top directory, or the empty string for the whole tree
     */
    void checkLinks(String root) throws IOException {
        int floor = root.isEmpty() ? 0 : 1;
        for (Node link : links) {
            Interrupts.check();
            follow(link, floor, 1);
        }
    }

    /** Each link is followed once, so that the work grows with the length of all targets only. */
    private static void follow(Node link, int floor, int depth) throws ArchiveException {
        if (link.followed > 0) {
            return;
        }
        if (link.target.startsWith("/") || link.target.indexOf('\\') >= 0) {
            throw leaves(link);
        }
        int followed = 1;
        Node place = link.above;
        int missing = 0;
        for (String segment : link.target.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            if (segment.equals("..")) {
                if (place.depth + missing <= floor) {
                    throw leaves(link);
                }
                place = missing > 0 ? place : place.above;
                missing = Math.max(missing - 1, 0);
                continue;
            }
            Node next = missing > 0 ? null : place.below.get(folded(segment));
            if (next == null) {
                missing++;
                continue;
            }
            if (next.type == Type.LINK) {
                checkFollowed(link, depth);
                follow(next, floor, depth + 1);
                followed += next.followed;
                checkFollowed(link, followed - 1);
            }
            place = next.place;
            missing = next.missing;
        }
        link.place = place;
        link.missing = missing;
        link.followed = followed;
    }

    private static void checkFollowed(Node link, int followed) throws ArchiveException {
        if (followed >= MAX_LINKS) {
            throw new ArchiveException(link.path, "its links lead in a circle");
        }
    }

    private static ArchiveException leaves(Node link) {
        return new ArchiveException(link.path, "it is a link that leaves the directory");
    }

    private boolean add(RelativePath path, Type type, String target) throws ArchiveException {
        String value = path.value();
        Node above = directoryAbove(value);
        Node earlier = find(above, value);
        if (earlier != null) {
            if (!lastCounts) {
                throw new ArchiveException(value, "the archive holds it twice");
            }
            if (earlier.type == Type.DIRECTORY || type == Type.DIRECTORY) {
                throw new ArchiveException(
                        value, "the archive holds it twice, once as a directory");
            }
            links.remove(earlier);
        }
        Node node = put(above, value, type, target);
        if (type == Type.LINK) {
            links.add(node);
        }
        return earlier != null;
    }

    /** The directory that holds a path; it and those above it are added. */
    private Node directoryAbove(String value) throws ArchiveException {
        Node above = top;
        for (int slash = value.indexOf('/'); slash > 0; slash = value.indexOf('/', slash + 1)) {
            String parent = value.substring(0, slash);
            Node there = find(above, parent);
            above = there == null ? put(above, parent, Type.DIRECTORY, "") : there;
            if (above.type != Type.DIRECTORY) {
                throw new ArchiveException(value, "'" + parent + "' above it is no directory");
            }
        }
        return above;
    }

    private static @Nullable Node find(Node above, String path) throws ArchiveException {
        Node there = above.below.get(folded(name(path)));
        if (there != null && !there.path.equals(path)) {
            throw new ArchiveException(path, "it differs from '" + there.path + "' in case only");
        }
        return there;
    }

    private Node put(Node above, String path, Type type, String target) throws ArchiveException {
        characters += path.length() + target.length();
        if (characters > MAX_CHARACTERS) {
            throw new ArchiveException(
                    "its names have more than " + MAX_CHARACTERS + " characters together");
        }
        Node node = new Node(path, type, above, target);
        above.below.put(folded(name(path)), node);
        return node;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
