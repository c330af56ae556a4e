package org.esxsync.itests.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.esxsync.itests.fixture.Depot;
import org.esxsync.itests.fixture.Digests;

/** Looks at a mirror all the time, as hosts could, and notes what is wrong. */
final class Watcher implements AutoCloseable {

    private static final long PAUSE_MILLIS = 2;
    private static final long END_MILLIS = 10_000;

    private final Path mirror;
    private final Map<String, String> reference;
    private final Map<Path, Object> seen = new HashMap<>();
    private final Set<String> wrong = new TreeSet<>();
    private final Thread thread = new Thread(this::watch, "watcher");
    private volatile boolean ended;
    private long looks;

    /**
     * @param reference the digest of each file, by its path in the mirror
     */
    Watcher(Path mirror, Map<String, String> reference) {
        this.mirror = mirror;
        this.reference = reference;
        thread.start();
    }

    private void watch() {
        while (!ended) {
            try {
                look();
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                wrong.add("the watcher failed: " + e);
            }
        }
    }

    private void look() throws Exception {
        looks++;
        for (Map.Entry<String, String> file : reference.entrySet()) {
            if (!isIndex(file.getKey())) {
                check(file.getKey(), file.getValue());
            }
        }
        for (String release : new String[] {"esxi-6.5", "esxi-6.7"}) {
            checkDepot(mirror.resolve(release));
        }
    }

    /** Indexes grow with what is published, and are checked as a whole. */
    private static boolean isIndex(String path) {
        return path.startsWith("esxi-") && !path.endsWith(".vib");
    }

    private void check(String path, String digest) throws IOException {
        Path file = mirror.resolve(path);
        Path patch = mirror.resolve(Path.of(path).subpath(0, 2));
        boolean whole = path.startsWith("esx-");
        if (whole && !Files.exists(patch, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Object key = Files.getAttribute(file, "unix:ctime") + " " + Files.size(file);
            if (!key.equals(seen.get(file))) {
                if (!Digests.sha256(file).equals(digest)) {
                    wrong.add(path + " has other bytes");
                }
                seen.put(file, key);
            }
        } catch (NoSuchFileException e) {
            if (whole) {
                wrong.add(path + " is missing in a published directory");
            }
        }
    }

    private void checkDepot(Path depot) throws Exception {
        Path index = depot.resolve("index.xml");
        if (!Files.exists(index)) {
            return;
        }
        Object before = state(depot);
        if (before.equals(seen.get(depot))) {
            return;
        }
        try {
            new Depot(depot).checkedVibs();
            seen.put(depot, before);
        } catch (Exception | AssertionError e) {
            // What was read in the middle of a change is read again.
            if (before.equals(state(depot))) {
                wrong.add(depot.getFileName() + ": " + e);
                seen.put(depot, before);
            }
        }
    }

    private static Object state(Path depot) throws IOException {
        return Files.getAttribute(depot.resolve("index.xml"), "unix:ctime")
                + " "
                + Files.getLastModifiedTime(depot);
    }

    /** What was wrong, each once. */
    Set<String> wrong() {
        return wrong;
    }

    long looks() {
        return looks;
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
