package org.esxsync.advisory.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON document. What is not there, or is of another kind than was asked for, is
 * empty: publishers leave much out.
 *
 * @param value a map, a list, text, or null; numbers and booleans are text
 */
record JsonValue(@Nullable Object value) {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_TEXT = 1 << 20;
    private static final int MAX_NAME = 1_000;
    private static final int MAX_NUMBER = 100;

    /** The whole list of exploited vulnerabilities has some 20,000. */
    private static final int MAX_VALUES = 500_000;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(MAX_TEXT)
                                    .maxNameLength(MAX_NAME)
                                    .maxNumberLength(MAX_NUMBER)
                                    .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    /** Counts what one document has. */
    private static final class Budget {

        private int left = MAX_VALUES;

        void take() throws IOException {
            left--;
            if (left < 0) {
                throw new IOException("it has more than %,d values".formatted(MAX_VALUES));
            }
        }
    }

    /**
     * Reads a document.
     *
     * @throws IOException if it is no JSON, or has too much of it
     */
    static JsonValue read(byte[] bytes, int length) throws IOException {
        try (JsonParser parser = FACTORY.createParser(bytes, 0, length)) {
            parser.nextToken();
            JsonValue value = new JsonValue(value(parser, new Budget()));
            if (parser.nextToken() != null) {
                throw new IOException("something follows its end");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new IOException(
                    "it is more than is read: at most %d values in each other, texts of %,d characters, names of %,d and numbers of %d"
                            .formatted(MAX_DEPTH, MAX_TEXT, MAX_NAME, MAX_NUMBER),
                    e);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "it is no valid JSON%s; get the file again"
                            .formatted(
                                    e.getLocation() == null
                                            ? ""
                                            : ": line %d, column %d"
                                                    .formatted(
                                                            e.getLocation().getLineNr(),
                                                            e.getLocation().getColumnNr())),
                    e);
        }
    }

    /** The depth is the parser's to limit. */
    private static @Nullable Object value(JsonParser parser, Budget budget) throws IOException {
        budget.take();
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser, budget));
            }
            return fields;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser, budget));
            }
            return elements;
        }
        return token == null || token == JsonToken.VALUE_NULL ? null : parser.getText();
    }

    /** A field, by its name and those of the objects above it. */
    JsonValue get(String... path) {
        Object found = value;
        for (String name : path) {
            found = found instanceof Map<?, ?> fields ? fields.get(name) : null;
        }
        return new JsonValue(found);
    }

    boolean isThere() {
        return value != null;
    }

    boolean isObject() {
        return value instanceof Map;
    }

    boolean isList() {
        return value instanceof List;
    }

    /** The elements of a list. */
    List<JsonValue> list() {
        return value instanceof List<?> elements
                ? elements.stream().map(JsonValue::new).toList()
                : List.of();
    }

    String text() {
        return value instanceof String text ? text : "";
    }
}
