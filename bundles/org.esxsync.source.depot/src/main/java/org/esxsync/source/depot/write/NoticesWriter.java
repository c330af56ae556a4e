package org.esxsync.source.depot.write;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.esxsync.api.patch.Notice;
import org.esxsync.api.patch.Patch;
import org.esxsync.api.patch.Platform;
import org.esxsync.api.patch.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * Writes the notices that a depot carries, in the vendor's form: bulletins of the release type
 * {@code notification} in XML, in a zip; and the bulletins that are recalled themselves, without
 * their VIBs. Managers read them; hosts do not.
 */
final class NoticesWriter {

    static final RelativePath NAME = new RelativePath("notifications.zip");

    /**
     * Where an entry ends; with its last notice, of whatever length, it is no longer than 8 MiB.
     */
    private static final int ENOUGH_CHARACTERS = 1 << 20;

    private static final Set<String> RECALLS = Set.of("", "recall", "recallfix");

    private final XMLStreamWriter xml;

    private NoticesWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /** Writes them in the order in which they come, so that the same make the same zip. */
    static void write(List<Patch> notices, Path directory) throws IOException {
        Iterator<Patch> left = notices.iterator();
        try (OutputStream out = Files.newOutputStream(NAME.under(directory));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 1; left.hasNext(); i++) {
                ZipEntry entry =
                        new ZipEntry(
                                i == 1 ? "notifications.xml" : "notifications-%d.xml".formatted(i));
                entry.setTimeLocal(FilteredZip.ENTRY_TIME);
                zip.putNextEntry(entry);
                zip.write(document(left).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** As many notices as fit one document. */
    private static String document(Iterator<Patch> notices) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            NoticesWriter writer = new NoticesWriter(xml);
            xml.writeStartElement("metadataResponse");
            writer.element("version", "3.0");
            while (notices.hasNext() && text.getBuffer().length() < ENOUGH_CHARACTERS) {
                writer.bulletin(notices.next());
            }
            xml.writeEndElement();
            xml.flush();
            return text + "\n";
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
    }

    private void bulletin(Patch patch) throws XMLStreamException {
        Notice notice = patch.notice();
        xml.writeStartElement("bulletin");
        element("id", patch.id());
        element("vendor", patch.source());
        element("summary", patch.title());
        element("severity", patch.classification().severity());
        element("category", category(patch, notice));
        element("urgency", "important");
        element("releaseType", notice == null ? "patch" : "notification");
        element("description", patch.title());
        element("kbUrl", patch.details() == null ? "" : patch.details().toString());
        element("contact", "");
        LocalDateTime time = patch.releasedAt();
        if (time != null) {
            element("releaseDate", DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) + "+00:00");
        }
        xml.writeStartElement("platforms");
        for (Platform each : patch.platforms()) {
            xml.writeEmptyElement("softwarePlatform");
            xml.writeAttribute("version", each.versionPattern());
            xml.writeAttribute("locale", "");
            xml.writeAttribute("productLineID", each.product());
        }
        xml.writeEndElement();
        xml.writeEmptyElement("vibList");
        if (notice != null) {
            notice(notice);
        }
        xml.writeEndElement();
        xml.writeCharacters("\n");
    }

    private void notice(Notice notice) throws XMLStreamException {
        elements("recalledVibList", "vibID", notice.recalledVibs());
        elements("recalledBulletinList", "bulletinID", notice.recalledBulletins());
        xml.writeStartElement("resolvedRecalls");
        for (String each : notice.resolvedRecalls()) {
            elements("recallResolution", "recallID", List.of(each));
        }
        xml.writeEndElement();
        elements("contentBody", "defaultText", List.of(notice.text()));
    }

    private static String category(Patch patch, @Nullable Notice notice) {
        if (notice == null) {
            return patch.classification().category();
        }
        return switch (notice.kind()) {
            case RECALL -> "recall";
            case RECALL_FIX -> "recallfix";
            case INFO -> {
                String category = patch.classification().category().toLowerCase(Locale.ROOT);
                yield RECALLS.contains(category) ? "info" : category;
            }
        };
    }

    private void elements(String list, String name, List<String> values) throws XMLStreamException {
        xml.writeStartElement(list);
        for (String each : values) {
            element(name, each);
        }
        xml.writeEndElement();
    }

    private void element(String name, String value) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }
}
