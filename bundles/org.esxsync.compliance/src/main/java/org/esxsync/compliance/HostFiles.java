package org.esxsync.compliance;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.OneLine;
import org.esxsync.api.PlainReason;
import org.jspecify.annotations.Nullable;

/**
 * The files that are named, or stand in directories that are named, and what their hosts are called
 * if they tell no name: like the file. Where files of several directories are called alike, they
 * are told apart by their directories. Names that start with a dot are passed over.
 */
final class HostFiles {

    private static final int DEEPEST = 10;
    private static final int MOST = 200_000;
    private static final int LONGEST_ENDING = 5;

    private final Set<Path> files = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();
    private boolean isFull;

    /**
     * A file to read.
     *
     * @param place what messages call it
     * @param host what its host is called if it tells no name
     */
    record Named(Path path, String place, String host) {}

    /** Adds a file, or all files of a directory. */
    void add(Path place) {
        if (!Files.isDirectory(place)) {
            files.add(place.toAbsolutePath().normalize());
            return;
        }
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    place.toRealPath(),
                    EnumSet.noneOf(FileVisitOption.class),
                    DEEPEST,
                    new Visitor(found));
        } catch (IOException e) {
            problem(place, PlainReason.of(e));
        }
        found.sort(null);
        files.addAll(found);
    }

    private final class Visitor extends SimpleFileVisitor<Path> {

        private final List<Path> found;
        private boolean isFirst = true;

        Visitor(List<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean isHidden = !isFirst && HostFiles.isHidden(directory);
            isFirst = false;
            return isHidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (HostFiles.isHidden(file)) {
                return FileVisitResult.CONTINUE;
            }
            if (Files.isRegularFile(file)) {
                return take(file);
            }
            problem(
                    file,
                    attributes.isDirectory()
                            ? "it lies deeper than %d levels, and is left out; name it itself"
                                    .formatted(DEEPEST)
                            : Files.isDirectory(file)
                                    ? "a link to a directory is not followed; name it itself"
                                    : "it is not a regular file, and is left out");
            return FileVisitResult.CONTINUE;
        }

        private FileVisitResult take(Path file) {
            if (files.size() + found.size() < MOST) {
                found.add(file);
                return FileVisitResult.CONTINUE;
            }
            if (!isFull) {
                problem(file, "it and what follows are left out: more than %,d".formatted(MOST));
            }
            isFull = true;
            return FileVisitResult.TERMINATE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException reason) {
            problem(file, PlainReason.of(reason));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException reason) {
            if (reason != null) {
                problem(directory, PlainReason.of(reason));
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static boolean isHidden(Path path) {
        return fileName(path).startsWith(".");
    }

    private void problem(Path path, String problem) {
        problems.add("%s: %s".formatted(OneLine.of(path.toString()), problem));
    }

    List<String> problems() {
        return problems;
    }

    List<Named> named() {
        Map<String, Set<Path>> directories = new HashMap<>();
        files.forEach(
                file ->
                        directories
                                .computeIfAbsent(key(file), key -> new LinkedHashSet<>())
                                .add(directory(file)));
        Map<String, Integer> depths = new HashMap<>();
        directories.forEach((key, alike) -> depths.put(key, depth(alike)));
        List<Named> named = new ArrayList<>(files.size());
        for (Path file : files) {
            String before = end(directory(file), depths.getOrDefault(key(file), 0));
            named.add(
                    new Named(
                            file, visible(before + fileName(file)), visible(before + host(file))));
        }
        return named;
    }

    /** How many names of directories tell these apart. */
    private static int depth(Set<Path> alike) {
        if (alike.size() == 1) {
            return 0;
        }
        int most = alike.stream().mapToInt(Path::getNameCount).max().orElse(0);
        int depth = 1;
        while (depth < most && distinct(alike, depth) < alike.size()) {
            depth++;
        }
        return depth;
    }

    private static long distinct(Set<Path> alike, int depth) {
        return alike.stream().map(each -> end(each, depth)).distinct().count();
    }

    /** The last names of a directory, each with a slash behind it. */
    private static String end(Path directory, int depth) {
        int count = directory.getNameCount();
        StringBuilder end = new StringBuilder();
        for (int i = Math.max(0, count - depth); i < count; i++) {
            end.append(directory.getName(i)).append('/');
        }
        return end.toString();
    }

    private static Path directory(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String host(Path file) {
        String name = fileName(file);
        int dot = name.lastIndexOf('.');
        boolean isEnding = dot > 0 && name.length() - dot <= LONGEST_ENDING;
        return isEnding ? name.substring(0, dot) : name;
    }

    private static String key(Path file) {
        return visible(host(file)).toLowerCase(Locale.ROOT);
    }

    private static String visible(String name) {
        String plain = OneLine.of(name);
        return plain.isEmpty() ? "a file without a visible name" : plain;
    }
}
