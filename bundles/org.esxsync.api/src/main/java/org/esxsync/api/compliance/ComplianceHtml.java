package org.esxsync.api.compliance;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.annotation.versioning.ProviderType;

/** Writes reports as pages that need nothing else: no script, no other file. For many threads. */
@ProviderType
public interface ComplianceHtml {

    /**
     * Writes a page that can be printed, piece by piece.
     *
     * @param report the table of hosts
     * @param details the hosts that get a section of their own
     * @param out takes the pieces, one after the other
     */
    void page(ComplianceReport report, Stream<HostDetails> details, Consumer<String> out);
}
