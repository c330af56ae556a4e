package org.esxsync.advisory.place;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.esxsync.advisory.record.Finding;
import org.esxsync.api.advisory.Exploitation;
import org.esxsync.api.advisory.Fix;
import org.esxsync.api.advisory.FixState;
import org.esxsync.api.advisory.FixedRelease;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/** Writes findings and reads them again. What is read may be damaged. */
final class FindingText {

    private static final int TOLD = 1;
    private static final int LIST = 2;
    private static final int EXPLOITED = 3;
    private static final int ROW = 4;
    private static final int MAX_ELEMENTS = 10_000;

    private FindingText() {}

    /**
     * Whether findings are the same once they were written and read; a text may be longer than a
     * file of them can hold.
     */
    static boolean canBeKept(List<Finding> findings) {
        try {
            for (Finding each : findings) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                write(each, new DataOutputStream(bytes));
                DataInput in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
                if (!read(in).equals(each)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static void write(Finding finding, DataOutput out) throws IOException {
        if (finding instanceof Finding.Told told) {
            out.writeByte(TOLD);
            write(told.vulnerability(), out);
            out.writeUTF(told.updated());
        } else if (finding instanceof Finding.ExploitedList list) {
            out.writeByte(LIST);
            out.writeUTF(text(list.released()));
        } else if (finding instanceof Finding.Exploited exploited) {
            out.writeByte(EXPLOITED);
            out.writeUTF(exploited.cve());
            write(exploited.exploitation(), out);
        } else if (finding instanceof Finding.Row row) {
            out.writeByte(ROW);
            out.writeUTF(row.cve());
            out.writeUTF(row.advisory());
            out.writeUTF(row.patch());
            out.writeUTF(row.release());
        }
    }

    private static void write(Vulnerability vulnerability, DataOutput out) throws IOException {
        out.writeUTF(vulnerability.cve());
        out.writeUTF(vulnerability.title());
        out.writeUTF(text(vulnerability.published()));
        out.writeUTF(vulnerability.severity());
        out.writeUTF(text(vulnerability.score()));
        Exploitation exploitation = vulnerability.exploitation();
        out.writeBoolean(exploitation != null);
        if (exploitation != null) {
            write(exploitation, out);
        }
        write(vulnerability.advisories(), out);
        write(vulnerability.references(), out);
        out.writeInt(vulnerability.fixes().size());
        for (Fix fix : vulnerability.fixes()) {
            write(fix, out);
        }
    }

    private static void write(Exploitation exploitation, DataOutput out) throws IOException {
        out.writeUTF(text(exploitation.since()));
        out.writeBoolean(exploitation.byRansomware());
        out.writeUTF(exploitation.name());
    }

    private static void write(List<String> texts, DataOutput out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static void write(Fix fix, DataOutput out) throws IOException {
        out.writeByte(fix.state().ordinal());
        out.writeUTF(text(fix.release()));
        out.writeUTF(text(fix.fixedIn()));
        out.writeUTF(fix.told());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /**
     * @throws IOException if it is none
     */
    static Finding read(DataInput in) throws IOException {
        try {
            return switch (in.readByte()) {
                case TOLD -> new Finding.Told(vulnerability(in), in.readUTF());
                case LIST -> new Finding.ExploitedList(day(in.readUTF()));
                case EXPLOITED -> new Finding.Exploited(in.readUTF(), exploitation(in));
                case ROW -> new Finding.Row(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF());
                default -> throw new IOException("it has something of an unknown kind");
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("it has a value that cannot be", e);
        }
    }

    private static Vulnerability vulnerability(DataInput in) throws IOException {
        String cve = in.readUTF();
        String title = in.readUTF();
        LocalDate published = day(in.readUTF());
        String severity = in.readUTF();
        String score = in.readUTF();
        Exploitation exploitation = in.readBoolean() ? exploitation(in) : null;
        return new Vulnerability(
                cve,
                title,
                published,
                severity,
                score.isEmpty() ? null : new BigDecimal(score),
                exploitation,
                texts(in),
                texts(in),
                fixes(in));
    }

    private static Exploitation exploitation(DataInput in) throws IOException {
        return new Exploitation(day(in.readUTF()), in.readBoolean(), in.readUTF());
    }

    private static List<String> texts(DataInput in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    private static List<Fix> fixes(DataInput in) throws IOException {
        List<Fix> fixes = new ArrayList<>();
        for (int i = count(in); i > 0; i--) {
            fixes.add(fix(in));
        }
        return fixes;
    }

    private static Fix fix(DataInput in) throws IOException {
        int state = in.readByte();
        if (state < 0 || state >= FixState.values().length) {
            throw new IOException("it has a state that is none");
        }
        String release = in.readUTF();
        String fixedIn = in.readUTF();
        return new Fix(
                FixState.values()[state],
                release.isEmpty() ? null : EsxRelease.parse(release),
                fixedIn.isEmpty()
                        ? null
                        : FixedRelease.parse(fixedIn).orElseThrow(IOException::new),
                "",
                in.readUTF());
    }

    static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MAX_ELEMENTS) {
            throw new IOException("it has a number that cannot be");
        }
        return count;
    }

    private static @Nullable LocalDate day(String text) {
        return text.isEmpty() ? null : LocalDate.parse(text);
    }
}
