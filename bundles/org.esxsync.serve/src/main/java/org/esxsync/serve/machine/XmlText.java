package org.esxsync.serve.machine;

import org.esxsync.api.MarkupText;

/** Writes texts as XML has them. */
final class XmlText {

    private static final char REPLACEMENT = '\ufffd';

    private XmlText() {}

    /** The text between tags or in an attribute; what XML cannot have becomes U+FFFD. */
    static String escaped(String text) {
        StringBuilder allowed = new StringBuilder();
        text.codePoints()
                .map(each -> isAllowed(each) ? each : REPLACEMENT)
                .forEach(allowed::appendCodePoint);
        return MarkupText.escaped(allowed.toString());
    }

    private static boolean isAllowed(int each) {
        return each == '\t'
                || each == '\n'
                || each >= 0x20 && each <= 0xd7ff
                || each >= 0xe000 && each <= 0xfffd
                || each >= 0x10000;
    }
}
