package org.esxsync.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.esxsync.demo.SamplePatch.Generation;

/**
 * The content of the demo: the same bytes each time.
 *
 * @param pages the VI3 patch site: its pages and tarballs by their path
 * @param bundle an offline bundle
 */
record SampleSite(Map<String, byte[]> pages, byte[] bundle) {

    static final String INDEX = "/download/vi/vi3_patches.html";

    static final String NOTICE =
            "Everything here but the patch numbers is made up for the ESX Sync demo, also who"
                    + " needs which patch. Never install it on a host.";

    static SampleSite generate() {
        Map<String, byte[]> pages = new LinkedHashMap<>();
        pages.put(INDEX, index(SamplePatch.ALL).getBytes(UTF_8));
        for (SamplePatch patch : SamplePatch.ALL) {
            byte[] tarball = patch.tarball();
            pages.put(patch.pagePath(), SamplePages.page(patch, tarball).getBytes(UTF_8));
            if (patch.downloadable()) {
                pages.put(patch.tarballPath(), tarball);
            }
        }
        return new SampleSite(pages, SampleBundle.zip());
    }

    private static String index(List<SamplePatch> patches) {
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
                        NOTICE,
                        rows(patches, Generation.SPRING_2007),
                        rows(patches, Generation.AUTUMN_2007));
    }

    private static String rows(List<SamplePatch> patches, Generation generation) {
        return patches.stream()
                .filter(patch -> patch.generation() == generation)
                .map(SamplePages::indexRow)
                .collect(Collectors.joining("\n"));
    }
}
