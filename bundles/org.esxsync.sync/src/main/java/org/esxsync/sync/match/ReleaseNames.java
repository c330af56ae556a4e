package org.esxsync.sync.match;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.UnknownReleaseException;

/**
 * Finds releases by the names that people give them: the full name, or a version that only one
 * product has.
 *
 * @param known the releases to choose from
 */
public record ReleaseNames(Collection<EsxRelease> known) {

    /**
     * The releases of these names; all that are known if there is no name.
     *
     * @throws UnknownReleaseException if a name fits no release, or more than one
     */
    public SortedSet<EsxRelease> releases(List<String> names) {
        SortedSet<EsxRelease> releases = new TreeSet<>();
        if (names.isEmpty()) {
            releases.addAll(known);
        }
        names.forEach(name -> releases.add(release(name)));
        return releases;
    }

    /**
     * The release of this name.
     *
     * @throws UnknownReleaseException if the name fits no release, or more than one
     */
    public EsxRelease release(String name) {
        String text = name.strip();
        List<EsxRelease> fitting =
                known.stream()
                        .filter(
                                release ->
                                        release.toString().equalsIgnoreCase(text)
                                                || release.version().equals(text))
                        .toList();
        if (fitting.isEmpty()) {
            fitting = known.stream().filter(release -> release.isMeantBy(text)).toList();
        }
        if (fitting.size() != 1) {
            throw new UnknownReleaseException(name, fitting.isEmpty() ? known : fitting);
        }
        return fitting.get(0);
    }
}
