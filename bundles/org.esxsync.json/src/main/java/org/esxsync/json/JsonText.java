package org.esxsync.json;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Consumer;
import org.esxsync.api.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259), indented by two blanks. Only ASCII comes out, so that neither the
 * locale's character set nor a terminal can do harm, and no secret that {@link Secrets} knows.
 */
final class JsonText {

    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /**
     * @param value maps with text as keys, collections, text, numbers, booleans and null; the
     *     {@code toString()} of anything else
     */
    static String of(@Nullable Object value) {
        JsonText json = new JsonText();
        json.value(value, "");
        return json.out.toString();
    }

    private void value(@Nullable Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            sequence('{', map.entrySet(), entry -> field(entry, indent + INDENT), '}', indent);
        } else if (value instanceof Collection<?> collection) {
            sequence('[', collection, each -> value(each, indent + INDENT), ']', indent);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            string(value.toString());
        }
    }

    private <E> void sequence(
            char open, Collection<E> elements, Consumer<E> write, char close, String indent) {
        out.append(open);
        for (Iterator<E> rest = elements.iterator(); rest.hasNext(); ) {
            out.append('\n').append(indent).append(INDENT);
            write.accept(rest.next());
            out.append(rest.hasNext() ? "," : "\n" + indent);
        }
        out.append(close);
    }

    private void field(Map.Entry<?, ?> field, String indent) {
        string(field.getKey().toString());
        out.append(": ");
        value(field.getValue(), indent);
    }

    private void string(String text) {
        out.append('"');
        for (char c : Secrets.mask(text).toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c > '~') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
