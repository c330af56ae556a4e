package org.esxsync.fetch.archive;

import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.patch.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * The names that an archive unpacks to, checked before anything is written: each once (also when
 * case does not count), none through a file or a link, no link that leads outside.
 */
final class ArchiveTree {

    private static final int MAX_LINKS = 40;

    /** Names are kept in memory until the archive's end. */
    private static final long MAX_CHARACTERS = 8L * 1024 * 1024;

    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<String, String> spelling = new HashMap<>();
    private final Set<String> top = new HashSet<>();
    private long characters;

    private enum Type {
        DIRECTORY,
        FILE,
        LINK
    }

    private record Node(Type type, String target) {}

    void addDirectory(RelativePath path) throws ArchiveException {
        Node there = nodes.get(path.value());
        if (there == null || there.type() != Type.DIRECTORY) {
            add(path, new Node(Type.DIRECTORY, ""));
        }
    }

    void addFile(RelativePath path) throws ArchiveException {
        add(path, new Node(Type.FILE, ""));
    }

    void addLink(RelativePath path, String target) throws ArchiveException {
        if (target.isEmpty() || target.chars().anyMatch(Character::isISOControl)) {
            throw new ArchiveException(path.value(), "its link target is no name");
        }
        add(path, new Node(Type.LINK, target));
    }

    /** The one directory that holds everything, or null if there is none. */
    @Nullable String soleDirectory() {
        if (top.size() != 1) {
            return null;
        }
        String only = top.iterator().next();
        Node node = nodes.get(only);
        return node != null && node.type() == Type.DIRECTORY ? only : null;
    }

    /**
     * Checks that every link, also through other links, stays below a directory.
     *
     * @param root a top directory, or the empty string for the whole tree
     */
    void checkLinks(String root) throws ArchiveException {
        for (Map.Entry<String, Node> entry : nodes.entrySet()) {
            if (entry.getValue().type() == Type.LINK) {
                checkLink(root, entry.getKey());
            }
        }
    }

    private void checkLink(String root, String link) throws ArchiveException {
        int floor = root.isEmpty() ? 0 : 1;
        Deque<String> todo = new ArrayDeque<>(segments(link));
        Deque<String> path = new ArrayDeque<>();
        int followed = 0;
        while (!todo.isEmpty()) {
            String segment = todo.removeFirst();
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            if (segment.equals("..")) {
                if (path.size() <= floor) {
                    throw new ArchiveException(link, "it is a link that leaves the directory");
                }
                path.removeLast();
                continue;
            }
            path.addLast(segment);
            Node node = nodes.get(String.join("/", path));
            if (node != null && node.type() == Type.LINK) {
                if (node.target().startsWith("/") || node.target().indexOf('\\') >= 0) {
                    throw new ArchiveException(link, "it is a link that leaves the directory");
                }
                if (++followed > MAX_LINKS) {
                    throw new ArchiveException(link, "its links lead in a circle");
                }
                path.removeLast();
                List<String> next = segments(node.target());
                for (int i = next.size() - 1; i >= 0; i--) {
                    todo.addFirst(next.get(i));
                }
            }
        }
    }

    private void add(RelativePath path, Node node) throws ArchiveException {
        String value = path.value();
        addParents(value);
        checkSpelling(value);
        if (nodes.putIfAbsent(value, node) != null) {
            throw new ArchiveException(value, "the archive holds it twice");
        }
        top.add(value.split("/", 2)[0]);
    }

    private void addParents(String value) throws ArchiveException {
        for (int slash = value.indexOf('/'); slash > 0; slash = value.indexOf('/', slash + 1)) {
            String parent = value.substring(0, slash);
            checkSpelling(parent);
            Node there = nodes.putIfAbsent(parent, new Node(Type.DIRECTORY, ""));
            if (there != null && there.type() != Type.DIRECTORY) {
                throw new ArchiveException(value, "'" + parent + "' above it is no directory");
            }
        }
    }

    private void checkSpelling(String value) throws ArchiveException {
        String folded = Normalizer.normalize(value, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        String other = spelling.putIfAbsent(folded, value);
        if (other == null) {
            characters += value.length();
        }
        if (characters > MAX_CHARACTERS) {
            throw new ArchiveException(
                    "its names have more than " + MAX_CHARACTERS + " characters together");
        }
        if (other != null && !other.equals(value)) {
            throw new ArchiveException(value, "it differs from '" + other + "' in case only");
        }
    }

    private static List<String> segments(String path) {
        return Arrays.asList(path.split("/", -1));
    }
}
