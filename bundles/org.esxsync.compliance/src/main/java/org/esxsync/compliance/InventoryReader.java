package org.esxsync.compliance;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.OneLine;
import org.esxsync.api.PlainReason;
import org.esxsync.api.compliance.HostInventory;
import org.esxsync.api.compliance.Inventory;
import org.esxsync.compliance.facts.HostBook;
import org.esxsync.compliance.facts.KnownVibs;
import org.esxsync.compliance.facts.Problems;
import org.esxsync.compliance.form.SessionReader;
import org.esxsync.compliance.keep.HostLines;
import org.esxsync.compliance.text.SessionText;
import org.esxsync.compliance.text.TextDecoding;
import org.osgi.service.component.annotations.Component;

/** Reads each file by itself, and then joins what they tell of one host. */
@Component
public final class InventoryReader implements HostInventory {

    @Override
    public Inventory read(List<Path> places) {
        HostJoin join = new HostJoin();
        KnownVibs known = new KnownVibs();
        HostFiles files = new HostFiles();
        for (Path place : places) {
            requireThere(place);
            files.add(place);
        }
        files.problems().forEach(join::problem);
        files.named().forEach(file -> join.add(file(file, known)));
        return join.inventory();
    }

    private static void requireThere(Path place) {
        if (!Files.exists(place)) {
            throw new EsxSyncException(
                    "cannot read %s: there is no such file or directory; check the path"
                            .formatted(OneLine.of(place.toString())));
        }
    }

    private static Inventory file(HostFiles.Named file, KnownVibs known) {
        String place = file.place();
        try (InputStream in = Files.newInputStream(file.path())) {
            return read(place, file.host(), in, known);
        } catch (IOException e) {
            return new Inventory(List.of(), List.of("%s: %s".formatted(place, PlainReason.of(e))));
        }
    }

    @Override
    public Inventory read(String name, InputStream in) {
        HostJoin join = new HostJoin();
        join.add(read(name, name, in, new KnownVibs()));
        return join.inventory();
    }

    @Override
    public Inventory joined(List<Inventory> inventories) {
        HostJoin join = new HostJoin();
        inventories.forEach(join::add);
        return join.inventory();
    }

    private static Inventory read(String place, String fallback, InputStream in, KnownVibs known) {
        Problems problems = new Problems(place);
        HostBook book = new HostBook(place, fallback, problems, known);
        try {
            SessionText text = new SessionText(TextDecoding.reader(in));
            if (HostLines.starts(text.peek())) {
                return keptHosts(text, problems);
            }
            new SessionReader(text, book).read();
        } catch (InterruptedIOException e) {
            throw new EsxSyncException("interrupted while %s was read".formatted(place), e);
        } catch (IOException e) {
            problems.add(PlainReason.of(e));
            book.current().gap("its file could not be read to the end");
        }
        return new Inventory(book.hosts(), problems.all());
    }

    /** Hosts that were kept with a mirror, and exported. */
    private static Inventory keptHosts(SessionText text, Problems problems) throws IOException {
        HostJoin join = new HostJoin();
        try (Reader lines = text.block(line -> false)) {
            HostLines.read(lines, host -> join.add(new Inventory(List.of(host), List.of())));
        } catch (JsonProcessingException e) {
            problems.add(
                    text.number(),
                    "the rest is left out: " + String.valueOf(e.getOriginalMessage()));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            problems.add(text.number(), "the rest is left out: " + PlainReason.of(e));
        }
        join.add(new Inventory(List.of(), problems.all()));
        return join.inventory();
    }
}
