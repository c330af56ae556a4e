package org.esxsync.source.files;

import java.util.List;
import org.esxsync.api.reader.PatchArchiveReader;
import org.esxsync.api.reader.PatchPageReader;

/** The readers of pages and archives that are installed when a scan begins. */
record Readers(List<PatchPageReader> pages, List<PatchArchiveReader> archives) {}
