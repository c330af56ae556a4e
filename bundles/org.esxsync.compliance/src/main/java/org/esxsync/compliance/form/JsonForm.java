package org.esxsync.compliance.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.esxsync.compliance.facts.HostBook;
import org.esxsync.compliance.facts.HostFacts;
import org.esxsync.compliance.text.SessionText;
import org.jspecify.annotations.Nullable;

/**
 * JSON of {@code esxcli}, govc and Ansible. Objects count by their keys, wherever they stand; only
 * what is around them tells the host. Nothing but the keys in question is held.
 */
final class JsonForm {

    private static final int DEEPEST = 100;
    private static final int LONGEST_TEXT = 1 << 20;

    /** How the lines within a document start. */
    private static final String REST = " \t}],\"{[";

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(LONGEST_TEXT)
                                    .maxNameLength(10_000)
                                    .maxNumberLength(1000)
                                    .build())
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build();

    private JsonForm() {}

    static boolean starts(String line) {
        String text = line.strip();
        if (text.startsWith("{")) {
            return true;
        }
        // A bracket may also begin a prompt or a message.
        return text.equals("[") || text.startsWith("[") && "{[\"] ".indexOf(text.charAt(1)) >= 0;
    }

    static void read(SessionText text, HostBook book) throws IOException {
        long first = text.number() + 1;
        Deque<Frame> open = new ArrayDeque<>();
        try (Reader block = text.block(line -> isOver(line, open));
                JsonParser json = FACTORY.createParser(block)) {
            new Walk(book, json, text, open).run();
        } catch (JsonProcessingException e) {
            book.problems()
                    .add(
                            first
                                    + Math.max(
                                            0,
                                            e.getLocation() == null
                                                    ? 0
                                                    : e.getLocation().getLineNr() - 1L),
                            "the JSON is cut or wrong: " + reason(e));
            book.current().gap("its JSON is cut or wrong");
            passOverRest(text, open);
        }
    }

    /** After a whole value, something else may follow. */
    private static boolean isOver(String line, Deque<Frame> open) {
        return Separator.endsOutput(line) || open.isEmpty() && !line.isBlank() && !starts(line);
    }

    /** What is left of a document that is wrong is no output by itself. */
    private static void passOverRest(SessionText text, Deque<Frame> open) throws IOException {
        text.finishLine();
        Frame outermost = open.peekLast();
        if (outermost == null || outermost.line == text.number()) {
            // A document of one line: the next line has another one.
            return;
        }
        for (String line = text.peek(); line != null; line = text.peek()) {
            boolean isRest =
                    line.isEmpty()
                            || REST.indexOf(line.charAt(0)) >= 0 && !Separator.endsOutput(line);
            if (!isRest) {
                return;
            }
            text.take();
        }
    }

    private static String reason(JsonProcessingException e) {
        String text = String.valueOf(e.getOriginalMessage());
        return text.contains("nesting depth")
                ? "it is nested deeper than %d levels".formatted(DEEPEST)
                : text;
    }

    /** An object or array that is open. */
    private static final class Frame {

        private final String key;
        private final boolean isArray;
        private final long line;
        private final Fields fields = new Fields();
        private @Nullable HostFacts begun;
        private @Nullable String hostName;

        Frame(String key, boolean isArray, long line) {
            this.key = key;
            this.line = line;
            this.isArray = isArray;
        }
    }

    private static final class Walk {

        private final HostBook book;
        private final JsonParser json;
        private final SessionText text;
        private FieldRecords records;
        private final Deque<Frame> open;
        private String key = "";
        private String rawKey = "";
        private @Nullable Frame host;

        Walk(HostBook book, JsonParser json, SessionText text, Deque<Frame> open) {
            this.open = open;
            this.book = book;
            this.json = json;
            this.text = text;
            this.records = new FieldRecords(book, "JSON");
        }

        void run() throws IOException {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                switch (token) {
                    case FIELD_NAME -> {
                        rawKey = json.currentName();
                        key = Fields.key(rawKey);
                    }
                    case START_OBJECT -> start(false);
                    case START_ARRAY -> start(true);
                    case END_OBJECT, END_ARRAY -> end();
                    default -> {
                        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                            value();
                        }
                    }
                }
            }
            if (!open.isEmpty()) {
                book.problems().add(text.number(), "the JSON is cut");
                book.current().gap("its JSON is cut");
            }
        }

        private void start(boolean isArray) {
            Frame parent = open.peek();
            String name = parent != null && parent.isArray ? parent.key : key;
            if (parent != null && parent.key.equals("hostspackageinfo") && !parent.isArray) {
                book.select(rawKey);
                records.called("Ansible vmware_host_package_info");
            }
            Frame frame = new Frame(name, isArray, text.number());
            if (!isArray && parent != null && parent.isArray && isHosts(parent.key)) {
                frame.begun = book.begin();
                host = frame;
            }
            open.push(frame);
        }

        private static boolean isHosts(String key) {
            return key.equals("hostsystems");
        }

        private void value() throws IOException {
            Frame frame = open.peek();
            if (frame == null) {
                return;
            }
            if (frame.isArray) {
                Frame outer = outerObject(frame);
                if (outer != null && Fields.isKnown(frame.key)) {
                    outer.fields.put(frame.key, json.getText());
                }
            } else if (Fields.isKnown(key)) {
                frame.fields.put(key, json.getText());
            }
        }

        /** The object in which an array of texts is a value. */
        private @Nullable Frame outerObject(Frame array) {
            Frame found = null;
            for (Frame each : open) {
                if (each != array) {
                    found = each;
                    break;
                }
            }
            return found == null || found.isArray ? null : found;
        }

        private void end() {
            Frame frame = open.pop();
            if (!frame.isArray) {
                endObject(frame);
            }
            boolean isOneOfList = !frame.isArray && frame.fields.has("name");
            if (open.isEmpty() && !isOneOfList) {
                records = new FieldRecords(book, "JSON");
            }
        }

        private void endObject(Frame frame) {
            Frame within = host;
            if (within == null) {
                records.accept(frame.fields, text.number());
            } else if (frame == within) {
                endHost(frame);
            } else {
                partOfHost(frame, within);
            }
        }

        private void partOfHost(Frame part, Frame within) {
            HostFacts begun = within.begun;
            if (part.fields.has("fullname", "version", "build")) {
                records.accept(part.fields, text.number());
            } else if (part.key.equals("config") && part.fields.has("name")) {
                within.hostName = part.fields.get("name");
            } else if (begun != null && part.fields.has("connectionstate")) {
                FieldRecords.connection(begun, part.fields);
            }
        }

        private void endHost(Frame frame) {
            HostFacts begun = frame.begun;
            host = null;
            if (begun != null) {
                begun.form("govc host.info (JSON)");
                String named = frame.fields.get("name");
                book.end(begun, named.isEmpty() ? frame.hostName : named);
            }
        }
    }
}
