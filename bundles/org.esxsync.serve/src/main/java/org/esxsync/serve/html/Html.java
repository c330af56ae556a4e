package org.esxsync.serve.html;

import org.esxsync.api.MarkupText;
import org.esxsync.api.Secrets;

/**
 * A piece of a page. Texts and values of attributes are escaped and without secrets; tags and names
 * of attributes are our own. Used by one thread.
 */
public final class Html {

    private static final char REPLACEMENT = '\ufffd';

    private final StringBuilder out = new StringBuilder();

    /**
     * Opens an element.
     *
     * @param attributes a name and a value each
     */
    public Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    public Html close(String tag) {
        out.append("</").append(tag).append(">\n");
        return this;
    }

    public Html text(String text) {
        escape(text);
        return this;
    }

    /** An element with nothing but a text. */
    public Html element(String tag, String text, String... attributes) {
        open(tag, attributes).text(text);
        out.append("</").append(tag).append('>');
        return this;
    }

    public Html append(Html other) {
        out.append(other.out);
        return this;
    }

    private void escape(String text) {
        StringBuilder shown = new StringBuilder();
        Secrets.mask(text)
                .codePoints()
                .map(each -> isShown(each) ? each : REPLACEMENT)
                .forEach(shown::appendCodePoint);
        out.append(MarkupText.escaped(shown.toString()));
    }

    /** Not so what turns the direction of what follows, or is none. */
    private static boolean isShown(int each) {
        return switch (Character.getType(each)) {
            case Character.CONTROL -> each == '\n' || each == '\t';
            case Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
