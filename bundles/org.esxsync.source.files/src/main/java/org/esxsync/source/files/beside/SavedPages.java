package org.esxsync.source.files.beside;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.reader.PatchPageReader;
import org.esxsync.source.files.share.ShareFile;
import org.jspecify.annotations.Nullable;

/** The pages of patches that somebody has saved into a share, as the installed readers see them. */
public final class SavedPages {

    private static final Pattern FILE = Pattern.compile("(?i).+\\.html?");

    private final String source;
    private final Collection<PatchPageReader> readers;
    private final Consumer<String> remarks;
    private final Map<String, SavedPage> pages = new LinkedHashMap<>();
    private final Map<String, Set<String>> replaced = new HashMap<>();

    /**
     * @param source the name of the source, which the patches bear
     * @param remarks takes pages that contradict each other
     */
    public SavedPages(
            String source, Collection<PatchPageReader> readers, Consumer<String> remarks) {
        this.source = source;
        this.readers = List.copyOf(readers);
        this.remarks = remarks;
    }

    /** Whether a file may be one, as its name tells. */
    public static boolean isOne(ShareFile file) {
        return FILE.matcher(file.name()).matches();
    }

    /**
     * Adds a page; one that is of no patch is passed over.
     *
     * @throws org.esxsync.api.EsxSyncException if it is of a patch and cannot be understood
     */
    public void add(ShareFile file, byte[] body) {
        Document document = new Document(file.location(), true, body, null, null);
        for (PatchPageReader reader : readers) {
            Optional<Patch> patch = reader.read(source, document);
            if (patch.isPresent()) {
                add(new SavedPage(file.shown(), patch.get(), reader.supersededBy(document)));
                return;
            }
        }
    }

    private void add(SavedPage page) {
        page.supersededBy()
                .forEach(
                        successor ->
                                replaced.computeIfAbsent(successor, id -> new LinkedHashSet<>())
                                        .add(page.patch().id()));
        SavedPage other = pages.putIfAbsent(page.patch().id(), page);
        if (other != null && !isSame(page.patch(), other.patch())) {
            remarks.accept(
                    "%s and %s contradict each other; the first one counts"
                            .formatted(other.file(), page.file()));
        }
    }

    private static boolean isSame(Patch one, Patch other) {
        return String.valueOf(one.releaseDate()).equals(String.valueOf(other.releaseDate()))
                && one.platforms().equals(other.platforms());
    }

    /** All of them. */
    public List<SavedPage> all() {
        return List.copyOf(pages.values());
    }

    /** The page of a patch, or null. */
    public @Nullable SavedPage of(String id) {
        return pages.get(id);
    }

    /** The patches whose pages say that this one replaces them. */
    public Set<String> replacedBy(String id) {
        return replaced.getOrDefault(id, Set.of());
    }
}
