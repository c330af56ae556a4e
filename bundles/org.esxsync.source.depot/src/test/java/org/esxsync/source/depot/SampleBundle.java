package org.esxsync.source.depot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.esxsync.api.patch.Digest;

/** Builds offline bundles in the shape of real ones; the content is made up. */
public final class SampleBundle {

    /** The same entries make the same bytes, however long a test takes. */
    private static final LocalDateTime TIME = LocalDateTime.of(2025, 1, 2, 3, 4, 6);

    static final String DATE = "2024-08-05T00:00:00.000001+00:00";

    private final List<SampleBulletin> bulletins = new ArrayList<>();
    private final Map<String, byte[]> moreMetadata = new LinkedHashMap<>();
    private final Map<String, byte[]> more = new LinkedHashMap<>();
    private final List<String> versions = new ArrayList<>();
    private boolean isOld;
    private String metadataName = "metadata.zip";

    SampleBundle bulletin(SampleBulletin bulletin) {
        bulletins.add(bulletin);
        return this;
    }

    /** Lists the metadata zip for one more version. */
    SampleBundle version(String version) {
        versions.add(version);
        return this;
    }

    SampleBundle metadataName(String name) {
        metadataName = name;
        return this;
    }

    /** Has the metadata zip hold nothing but {@code vmware.xml}. */
    SampleBundle old() {
        isOld = true;
        return this;
    }

    /** Adds a VIB that no bulletin names. */
    SampleBundle standalone(SampleBulletin.Vib vib) {
        return metadataEntry("vibs/" + vib.name() + "-1.xml", vib.descriptor())
                .entry(vib.path(), vib.content());
    }

    /** Adds an image profile; a real one has no ending either. */
    SampleBundle profile(String name, String... vibIds) {
        return metadataEntry("profiles/" + name + "4711", profileXml(name, vibIds));
    }

    static String profileXml(String name, String... vibIds) {
        StringBuilder vibs = new StringBuilder();
        for (String id : vibIds) {
            vibs.append("<vib><vib-id>").append(id).append("</vib-id></vib>");
        }
        return """
        <imageprofile><name>%s</name><creator>Sample</creator>\
        <modifiedtime>2024-08-02T03:04:05+00:00</modifiedtime><description>Made up</description>\
        <viblist>%s</viblist><acceptancelevel>partner</acceptancelevel></imageprofile>\
        """
                .formatted(name, vibs);
    }

    /** Adds a document of notices, which the vendor's index names. */
    SampleBundle notices(String name, byte[] content) {
        return entry(
                        "vendor-index.xml",
                        vendorIndex()
                                .replace(
                                        "<metaList>",
                                        "<metaList><notification><url>%s</url></notification>"
                                                .formatted(name)))
                .entry(name, content);
    }

    /** Adds or replaces an entry of the metadata zip. */
    SampleBundle metadataEntry(String name, String content) {
        moreMetadata.put(name, bytes(content));
        return this;
    }

    /** Adds or replaces an entry of the bundle. */
    SampleBundle entry(String name, byte[] content) {
        more.put(name, content);
        return this;
    }

    SampleBundle entry(String name, String content) {
        return entry(name, bytes(content));
    }

    byte[] metadata() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        StringBuilder all = new StringBuilder("<metadataResponse>\n  <version>3.0</version>\n");
        for (SampleBulletin bulletin : bulletins) {
            all.append("  ").append(bulletin.withVibs()).append('\n');
            entries.put("bulletins/" + bulletin.id() + ".xml", bytes(bulletin.alone()));
            for (SampleBulletin.Vib vib : bulletin.vibs()) {
                entries.put(
                        "vibs/%s-%d.xml".formatted(vib.name(), vib.id().hashCode()),
                        bytes(vib.descriptor()));
            }
        }
        if (isOld) {
            entries.clear();
        }
        entries.put("vmware.xml", bytes(all + "</metadataResponse>\n"));
        entries.put("vendor-index.xml", bytes(vendorIndex()));
        entries.putAll(moreMetadata);
        return zip(entries);
    }

    /** The entries of the bundle, by path. */
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("index.xml", bytes(index("Sample", "", "vendor-index.xml")));
        files.put("vendor-index.xml", bytes(vendorIndex()));
        for (SampleBulletin bulletin : bulletins) {
            for (SampleBulletin.Vib vib : bulletin.vibs()) {
                files.put(vib.path(), vib.content());
            }
        }
        files.put(metadataName, metadata());
        files.putAll(more);
        return files;
    }

    byte[] zip() {
        return zip(files());
    }

    Path zipTo(Path file) throws IOException {
        return Files.write(file, zip());
    }

    Path unpackTo(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : files().entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return directory;
    }

    static String index(String vendor, String relativePath, String indexFile) {
        return """
        <vendorList>
          <vendor>
            <name>%s</name>
            <code>Unknown</code>
            <indexfile>%s</indexfile>
            <patchUrl></patchUrl>
            <relativePath>%s</relativePath>
            <content>
              <name>VMware ESX</name>
              <type>http://www.vmware.com/depotmanagement/esx</type>
            </content>
          </vendor>
          <!-- made by hand -->
        </vendorList>
        """
                .formatted(vendor, indexFile, relativePath);
    }

    private String vendorIndex() {
        return vendorIndex(versions.isEmpty() ? List.of("8.0") : versions, metadataName);
    }

    static String vendorIndex(Collection<String> versions, String url) {
        StringBuilder list = new StringBuilder("<metaList>\n");
        for (String version : versions) {
            list.append(
                    """
                      <metadata>
                        <productId>embeddedEsx</productId>
                        <version>%s</version>
                        <locale></locale>
                        <url>%s</url>
                        <channelName>default</channelName>
                      </metadata>
                    """
                            .formatted(version, url));
        }
        return list + "</metaList>\n";
    }

    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry each = new ZipEntry(entry.getKey());
                each.setTimeLocal(TIME);
                zip.putNextEntry(each);
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The content of an entry of a zip. */
    static byte[] entry(byte[] zip, String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                if (each.getName().equals(name)) {
                    return in.readAllBytes();
                }
            }
            throw new IOException("no entry " + name);
        }
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String sha256(byte[] bytes) {
        return Digest.of(Digest.Algorithm.SHA_256, bytes).hex();
    }
}
