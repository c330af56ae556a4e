package org.esxsync.source.depot.read;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.patch.Artifact;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.RelativePath;
import org.esxsync.api.patch.Vib;
import org.esxsync.api.source.MalformedSourceException;
import org.esxsync.source.depot.files.DepotUrl;
import org.esxsync.source.depot.files.PlainText;
import org.esxsync.source.depot.files.StrictXml;
import org.esxsync.source.depot.metadata.Bulletin;
import org.esxsync.source.depot.metadata.BulletinReader;
import org.esxsync.source.depot.metadata.Cancellation;
import org.esxsync.source.depot.metadata.MetadataZip;
import org.esxsync.source.depot.vib.SharedParts;
import org.esxsync.source.depot.vib.VibArtifacts;
import org.esxsync.source.depot.vib.VibDescription;
import org.esxsync.source.depot.vib.VibDescriptionReader;
import org.esxsync.source.depot.vib.VibTable;

/**
 * Reads a metadata zip as a host does: every file in {@code bulletins/}, {@code vibs/} and {@code
 * profiles/} counts, whatever its ending. {@code vmware.xml} is read where there is nothing else;
 * otherwise it is only compared. The VIBs come first, into a table, then all that names them.
 */
public final class MetadataReader {

    /** Larger than any description, by far. */
    private static final long MAX_DESCRIPTION_BYTES = 32 << 20;

    /** Each is told, and stays in the history. */
    private static final int MAX_UNUSABLE = 1_000;

    private final MetadataZip zip;
    private final BulletinPatches bulletins;
    private final BulletinPatches notices;
    private final DepotPatches others;
    private final VibTable table;
    private final SharedParts parts;
    private final Contents contents;
    private int unusable;

    /** Takes what a metadata zip offers. */
    public interface Contents {

        /**
         * A VIB that can be used. All VIBs come before the patches that name them.
         *
         * @param entry the entry that describes it
         * @param file its file
         */
        default void vib(String entry, Vib vib, Artifact file) {}

        /**
         * A patch.
         *
         * @param entry the entry that describes it
         */
        void patch(String entry, Patch patch);

        /**
         * What should have been a patch, or a part of one, and cannot be used.
         *
         * @param what its id or place
         */
        void unusable(String what, EsxSyncException problem);

        /** What people should know though it costs no patch. */
        void remark(String text);

        /**
         * Comes last, if nothing is in the zip but what was told and {@code vmware.xml}, and that
         * says the same.
         *
         * @param oldList the ids of the bulletins in {@code vmware.xml}, in its order
         */
        default void plain(List<String> oldList) {}
    }

    private MetadataReader(
            MetadataZip zip,
            String source,
            Artifact metadata,
            List<Platform> platforms,
            Function<RelativePath, URI> places,
            Contents contents) {
        this.zip = zip;
        this.parts = new SharedParts(zip.place());
        this.bulletins = BulletinPatches.ofDepot(source, metadata);
        this.notices = BulletinPatches.ofNotices(source);
        this.others = new DepotPatches(source, metadata, platforms);
        this.table = new VibTable(new VibArtifacts(places), parts);
        this.contents = contents;
    }

    /**
     * Reads all of a zip.
     *
     * @param source the name that the patches bear
     * @param metadata the zip as an artifact; the VIBs' paths start in its directory
     * @param platforms what the depot's index says that the zip is for
     */
    public static void read(
            MetadataZip zip,
            String source,
            Artifact metadata,
            List<Platform> platforms,
            Contents contents) {
        read(
                zip,
                source,
                metadata,
                platforms,
                path -> DepotUrl.beside(metadata.location(), path),
                contents);
    }

    /**
     * Reads all of a zip whose VIBs stand elsewhere.
     *
     * @param places where the VIB of a path is
     */
    public static void read(
            MetadataZip zip,
            String source,
            Artifact metadata,
            List<Platform> platforms,
            Function<RelativePath, URI> places,
            Contents contents) {
        new MetadataReader(zip, source, metadata, platforms, places, contents).read();
    }

    private void read() {
        zip.refused()
                .forEach(
                        (entry, reason) ->
                                unusable(
                                        zip.place(entry),
                                        new MalformedSourceException(
                                                zip.place(entry), "it is left out: " + reason)));
        boolean hasOwnFiles =
                zip.entries(MetadataZip.BULLETINS).findAny().isPresent()
                        || zip.entries(MetadataZip.VIBS).findAny().isPresent()
                        || zip.entries(MetadataZip.PROFILES).findAny().isPresent();
        if (hasOwnFiles) {
            readFiles();
        } else if (!zip.has(MetadataZip.NOTICES) || zip.has(MetadataZip.VMWARE_XML)) {
            zip.bulletins(
                    bulletin ->
                            list(
                                    MetadataZip.VMWARE_XML,
                                    bulletin,
                                    () -> bulletins.patch(bulletin)));
        }
        zip.entries(MetadataZip.NOTICES).forEach(this::notices);
    }

    private void readFiles() {
        zip.entries(MetadataZip.VIBS)
                .forEach(
                        entry ->
                                read(
                                        entry,
                                        xml -> {
                                            VibDescription vib = VibDescriptionReader.read(xml);
                                            xml.end();
                                            table.add(entry.getName(), vib);
                                        }));
        OldList old = new OldList(zip, table);
        old.read(notice -> notice(MetadataZip.VMWARE_XML, notice));
        table.usable().forEach(vib -> contents.vib(vib.entry(), vib.vib(), vib.artifact()));
        zip.entries(MetadataZip.BULLETINS)
                .forEach(entry -> read(entry, xml -> bulletin(entry, xml, old)));
        old.difference().ifPresent(contents::remark);
        zip.entries(MetadataZip.PROFILES).forEach(entry -> read(entry, xml -> profile(entry, xml)));
        table.standalone().forEach(vib -> contents.patch(vib.entry(), others.standalone(vib)));
        table.unusableStandalone()
                .forEach(each -> unusable(each.getKey(), new EsxSyncException(each.getValue())));
        if (unusable == 0 && old.isAlike() && zip.isOfKnownForm()) {
            contents.plain(old.ids());
        }
    }

    private void bulletin(ZipEntry entry, StrictXml xml, OldList old) {
        Bulletin[] found = new Bulletin[1];
        BulletinReader.read(
                xml,
                bulletin -> {
                    if (found[0] != null) {
                        throw xml.malformed("it holds more than one bulletin");
                    }
                    found[0] = bulletin;
                });
        xml.end();
        if (found[0] == null) {
            throw xml.malformed("it holds no bulletin");
        }
        Bulletin bulletin = found[0];
        parts.single(bulletin.summary());
        parts.list(bulletin.vibIds());
        old.compare(bulletin);
        bulletin.vibIds().forEach(table::name);
        list(entry.getName(), bulletin, () -> bulletins.patch(bulletin, table));
    }

    private void profile(ZipEntry entry, StrictXml xml) {
        Profile profile = Profile.read(xml, parts);
        xml.end();
        try {
            contents.patch(entry.getName(), others.profile(profile, table));
        } catch (EsxSyncException | IllegalArgumentException e) {
            throw new MalformedSourceException(
                    zip.place(entry.getName()),
                    "the image profile '%s' cannot be used: %s"
                            .formatted(PlainText.line(profile.name()), e.getMessage()),
                    e);
        }
    }

    private void notices(ZipEntry entry) {
        read(entry, xml -> BulletinReader.read(xml, bulletin -> notice(entry.getName(), bulletin)));
    }

    private void notice(String entry, Bulletin bulletin) {
        list(entry, bulletin, () -> notices.patch(bulletin));
    }

    private void read(ZipEntry entry, Consumer<StrictXml> reading) {
        Cancellation.check(zip.place(entry.getName()));
        try (StrictXml xml = zip.xml(entry, MAX_DESCRIPTION_BYTES)) {
            reading.accept(xml);
        } catch (MalformedSourceException e) {
            unusable(zip.place(entry.getName()), e);
        }
    }

    private interface Making {
        Patch patch();
    }

    private void list(String entry, Bulletin bulletin, Making making) {
        Cancellation.check(bulletin.place());
        Patch patch;
        try {
            patch = making.patch();
        } catch (EsxSyncException e) {
            unusable(bulletin.id().isBlank() ? bulletin.place() : PlainText.line(bulletin.id()), e);
            return;
        }
        contents.patch(entry, patch);
    }

    private void unusable(String what, EsxSyncException problem) {
        if (++unusable > MAX_UNUSABLE) {
            throw new TooManyUnusableException(zip.place());
        }
        contents.unusable(what, problem);
    }

    /** So much of a zip cannot be used that the rest is not read. */
    private static final class TooManyUnusableException extends EsxSyncException {

        private static final long serialVersionUID = 1L;

        TooManyUnusableException(String place) {
            super(
                    "%s: more than %d parts of it cannot be used, so the rest is left out"
                            .formatted(place, MAX_UNUSABLE));
        }
    }
}
