package org.esxsync.matcher.testkit;

import org.esxsync.api.patch.Patch;

/** Makes patches as the sources describe them. */
public final class SamplePatches {

    private SamplePatches() {}

    /** A patch of a VI3 patch page that names these versions of ESX Server. */
    public static Patch page(String id, String... versions) {
        Patch.Builder patch = Patch.builder("sample", id, "vi3");
        for (String version : versions) {
            patch.platform("VMware ESX Server", version);
        }
        return patch.build();
    }

    /** A bulletin of a depot, for these versions or patterns of ESXi. */
    public static Patch bulletin(String id, String... versions) {
        return bulletinFor("embeddedEsx", id, versions);
    }

    /** A bulletin of a depot, for these versions or patterns of a product. */
    public static Patch bulletinFor(String product, String id, String... versions) {
        Patch.Builder patch = Patch.builder("sample", id, "depot");
        for (String version : versions) {
            patch.platform(product, version);
        }
        return patch.build();
    }

    /** A patch of which nothing but the id is known. */
    public static Patch named(String id) {
        return Patch.builder("sample", id, "sample").build();
    }
}
