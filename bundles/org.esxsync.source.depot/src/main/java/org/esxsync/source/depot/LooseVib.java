package org.esxsync.source.depot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.esxsync.api.patch.Digest;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.files.VibFile;
import org.esxsync.source.depot.vib.VibChecks;
import org.esxsync.source.depot.vib.VibDescription;
import org.esxsync.source.depot.vib.VibDescriptionReader;
import org.esxsync.source.depot.write.VibMetadata;

/**
 * A VIB that came without a depot. Its metadata zip is written into the workspace, and stays there
 * for as long as the VIB is listed.
 *
 * @param file the VIB
 * @param fingerprint what changes with its content
 * @param metadata where its metadata zip is, or will be
 */
record LooseVib(Path file, String fingerprint, Path metadata) {

    private static final String FOLDER = "vibs";
    private static final String METADATA = "-metadata.zip";
    private static final int DIGITS = 16;

    static LooseVib at(Path file, Path workspace) {
        String fingerprint = new VibFile(file).fingerprint();
        String name =
                Digest.of(Digest.Algorithm.SHA_256, fingerprint.getBytes(StandardCharsets.UTF_8))
                        .hex()
                        .substring(0, DIGITS);
        return new LooseVib(file, fingerprint, folder(workspace).resolve(name + METADATA));
    }

    /** Where the metadata zips are. */
    static Path folder(Path workspace) {
        return workspace.resolve(FOLDER);
    }

    /** Changes when it has to be listed again. */
    String state() {
        return fingerprint + (Files.exists(metadata) ? "" : " not described");
    }

    /** No index vouches for a VIB that stands alone. */
    private static Map<String, Digest> digests(VibDescription description) {
        Map<String, Digest> digests = new LinkedHashMap<>();
        for (VibDescription.Payload each : description.payloads()) {
            if (!each.sha256().isEmpty()) {
                digests.put(
                        each.name(), new Digest(Digest.Algorithm.SHA_256, each.sha256().strip()));
            }
        }
        return digests;
    }

    /**
     * Writes its metadata zip.
     *
     * @param sha256 the VIB's digest
     * @return the VIB's path in that depot
     */
    RelativePath describe(Digest sha256) {
        byte[] descriptor = new VibFile(file).descriptor();
        VibDescription description;
        try (StrictXml xml =
                new StrictXml(
                        file + "!/descriptor.xml",
                        new ByteArrayInputStream(descriptor),
                        descriptor.length)) {
            description = VibDescriptionReader.read(xml);
            xml.end();
        }
        try {
            Vib vib = new VibChecks().vib(description, null);
            new VibFile(file).checkPayloads(digests(description));
            RelativePath path = DepotUrl.safe("vib20/%s/%s.vib".formatted(vib.name(), vib.id()));
            Files.createDirectories(metadata.getParent());
            VibMetadata.write(descriptor, path, Files.size(file), sha256, metadata);
            return path;
        } catch (IllegalArgumentException e) {
            throw new MalformedSourceException(
                    file.toString(), "the VIB cannot be used: " + e.getMessage(), e);
        } catch (IOException e) {
            throw PlainText.unreadable(file.toString(), e);
        }
    }
}
