package org.esxsync.serve.page.frame;

import java.nio.file.Files;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.api.sync.PublishedMirror;
import org.esxsync.serve.html.Html;

/** How hosts use a release's depot. */
public final class DepotUse {

    private final PublishedMirror mirror;

    public DepotUse(PublishedMirror mirror) {
        this.mirror = mirror;
    }

    /** Whether a release has a depot: those of 3.x have directories of their own. */
    public boolean hasDepot(EsxRelease release) {
        return Files.isRegularFile(
                mirror.directory().resolve(release.toString()).resolve("vendor-index.xml"));
    }

    /**
     * @param root the server's URL
     */
    public static Html of(EsxRelease release, String root) {
        String depot = root + release + "/index.xml";
        Html html = new Html();
        html.open("p")
                .text("The depot for esxcli, PowerCLI and vLCM is ")
                .element("a", depot, "href", release + "/index.xml")
                .text("; all of it in one file is ")
                .element("a", release + ".zip", "href", release + ".zip")
                .text(".")
                .close("p");
        html.append(
                Copying.lines(
                        "Update a host from this depot",
                        """
                        esxcli network firewall ruleset set -e true -r httpClient
                        esxcli software sources profile list -d %1$s
                        esxcli software profile update -d %1$s -p PROFILE\
                        """
                                .formatted(Copying.shell(depot))));
        html.element(
                "p",
                "The second line lists the profiles that the third may name. Hosts before 8.0 U2"
                        + " may take each newer VIB with esxcli software vib update -d and the same"
                        + " URL.",
                "class",
                "note");
        return html;
    }

    /** The line with which a host takes an image profile. */
    public static String profileLine(EsxRelease release, String profile, String root) {
        return "esxcli software profile update -d %s -p %s"
                .formatted(Copying.shell(root + release + "/index.xml"), Copying.shell(profile));
    }

    /** The line with which a host takes all newer VIBs. */
    public static String vibLine(EsxRelease release, String root) {
        return "esxcli software vib update -d %s"
                .formatted(Copying.shell(root + release + "/index.xml"));
    }
}
