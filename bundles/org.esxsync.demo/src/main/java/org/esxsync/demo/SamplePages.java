package org.esxsync.demo;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.esxsync.demo.SamplePatch.Generation;

/** Writes pages like those of the time: with tags in both cases and phrases over two lines. */
final class SamplePages {

    private SamplePages() {}

    static String index(List<SamplePatch> patches) {
        return """
        <HTML><HEAD><TITLE>VMware Infrastructure 3 Patches (demo)</TITLE></HEAD>
        <BODY>
        <H2>VMware Infrastructure 3 Patches (demo)</H2>
        <P>%s</P>
        <UL>
        %s
        </UL>
        <P>See also <A HREF="/support/esx25/doc/esx-254-200612-patch.html">ESX 2.5.4</A>.</P>
        <TABLE>
        %s
        </TABLE>
        </BODY></HTML>
        """
                .formatted(
                        Notice.TEXT,
                        rows(patches, Generation.SPRING_2007),
                        rows(patches, Generation.AUTUMN_2007));
    }

    private static String rows(List<SamplePatch> patches, Generation generation) {
        return patches.stream()
                .filter(patch -> patch.generation() == generation)
                .map(SamplePages::row)
                .collect(Collectors.joining("\n"));
    }

    private static String row(SamplePatch patch) {
        return patch.generation() == Generation.SPRING_2007
                ? "<LI><A HREF=\"%s\">%s</A></LI>".formatted(patch.pagePath(), patch.id())
                : "<tr><td>%s</td><td><a href=\"../..%s\">%s</a></td></tr>"
                        .formatted(patch.classification(), patch.pagePath(), patch.id());
    }

    static String page(SamplePatch patch, byte[] tarball) {
        return patch.generation() == Generation.SPRING_2007
                ? springPage(patch, tarball)
                : autumnPage(patch, tarball);
    }

    private static String springPage(SamplePatch patch, byte[] tarball) {
        return """
        <HTML><HEAD><TITLE>VMware ESX Server %s, Patch %s (demo)</TITLE></HEAD>
        <BODY>
        <P>%s</P>
        <P><B>Released %s</B></P>
        %s
        <P>md5sum: %s</P>
        </BODY></HTML>
        """
                .formatted(
                        String.join(" and ", patch.versions()),
                        patch.id(),
                        Notice.TEXT,
                        patch.releasedText(),
                        downloads(patch),
                        Sums.md5(tarball));
    }

    private static String downloads(SamplePatch patch) {
        return patch.versions().stream()
                .map(
                        version ->
                                """
                                <P><A HREF="%s">Download Patch %s
                                for VMware&nbsp;ESX Server %s</A></P>\
                                """
                                        .formatted(patch.tarballPath(), patch.id(), version))
                .collect(Collectors.joining("\n"));
    }

    private static String autumnPage(SamplePatch patch, byte[] tarball) {
        return """
        <html><head><title>ESX Server %s, Patch %s: made-up update (%s)</title></head>
        <body>
        <p>%s</p>
        <table>
        <tr><td>Release Date:</td><td>%s</td></tr>
        %s<tr><td>Product Versions</td><td>ESX Server %s</td></tr>
        <tr><td>Patch Classification</td><td>%s</td></tr>
        <tr><td>Supersedes</td><td>%s</td></tr>
        <tr><td>Virtual Machine Migration or Reboot Required</td><td>Yes</td></tr>
        <tr><td>ESX Server Host Reboot Required</td><td>%s</td></tr>
        </table>
        </body></html>
        """
                .formatted(
                        String.join(", ", patch.versions()),
                        patch.id(),
                        patch.number(),
                        Notice.TEXT,
                        patch.releasedText(),
                        patch.downloadable() ? downloadRows(patch, tarball) : "",
                        String.join(", ", patch.versions()),
                        patch.classification(),
                        patch.supersedes(),
                        patch.classification().equals("General") ? "No" : "Yes");
    }

    private static String downloadRows(SamplePatch patch, byte[] tarball) {
        return """
        <tr><td><a href="../../..%s">Download Now</a></td><td></td></tr>
        <tr><td>Download Size:</td><td>%s KB</td></tr>
        <tr><td>Download Filename:</td><td>%s.tgz</td></tr>
        <tr><td>md5sum:</td><td>%s</td></tr>
        """
                .formatted(
                        patch.tarballPath(),
                        String.format(Locale.ROOT, "%.1f", tarball.length / 1e3),
                        patch.id(),
                        Sums.md5(tarball));
    }
}
