package org.esxsync.source.files;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.esxsync.api.reader.PatchArchiveReader;
import org.esxsync.api.reader.PatchPageReader;

/** The readers of pages and archives that are installed when a scan begins. */
record Readers(List<PatchPageReader> pages, List<PatchArchiveReader> archives) {

    /** Changes when one comes or goes: then a share says more, or less, than it did. */
    String state() {
        return Stream.concat(pages.stream(), archives.stream())
                .map(reader -> reader.getClass().getName())
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
