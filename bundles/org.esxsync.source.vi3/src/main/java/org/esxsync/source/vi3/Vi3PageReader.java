package org.esxsync.source.vi3;

import java.util.List;
import java.util.Optional;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.reader.PatchPageReader;
import org.osgi.service.component.annotations.Component;

/** Reads a VI3 patch page to which no index has led, such as one that somebody has saved. */
@Component
public final class Vi3PageReader implements PatchPageReader {

    @Override
    public Optional<Patch> read(String source, Document page) {
        return page(source, page).map(PatchPage::patch);
    }

    @Override
    public List<String> supersededBy(Document page) {
        return page("page", page).map(PatchPage::supersededBy).orElse(List.of());
    }

    private static Optional<PatchPage> page(String source, Document page) {
        HtmlPage html = HtmlPage.of(page);
        return PageSubject.of(html, page.location())
                .map(id -> PatchPage.read(source, id, page.location(), page.location(), html));
    }
}
