package org.esxsync.source.depot.metadata;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.source.depot.files.StrictXml;

/** Reads what a notice says of other bulletins. */
final class RecallReader {

    private static final int MAX_IDS = 10_000;

    private final StrictXml xml;
    private final List<String> vibs = new ArrayList<>();
    private final List<String> bulletins = new ArrayList<>();
    private final List<String> resolved = new ArrayList<>();
    private String text = "";

    RecallReader(StrictXml xml) {
        this.xml = xml;
    }

    /** Reads the current element of a bulletin, if it is of a notice. */
    void take(String element) {
        switch (element) {
            case "recalledVibList" -> ids("vibID", vibs);
            case "recalledBulletinList" -> ids("bulletinID", bulletins);
            case "resolvedRecalls" ->
                    xml.children(
                            name -> {
                                if (name.equals("recallResolution")) {
                                    ids("recallID", resolved);
                                }
                            });
            case "contentBody" -> xml.children(this::content);
            default -> {}
        }
    }

    private void ids(String wanted, List<String> ids) {
        xml.children(
                name -> {
                    if (name.equals(wanted)) {
                        if (vibs.size() + bulletins.size() + resolved.size() == MAX_IDS) {
                            throw xml.malformed("a notice names more than " + MAX_IDS + " ids");
                        }
                        ids.add(xml.text());
                    }
                });
    }

    private void content(String name) {
        if (name.equals("defaultText")) {
            text = xml.text();
        }
    }

    Bulletin.Recall recall() {
        return new Bulletin.Recall(vibs, bulletins, resolved, text);
    }
}
