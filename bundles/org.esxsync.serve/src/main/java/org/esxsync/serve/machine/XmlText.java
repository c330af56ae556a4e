package org.esxsync.serve.machine;

/** Writes texts as XML has them. */
final class XmlText {

    private static final String REPLACEMENT = "\ufffd";

    private XmlText() {}

    /** The text between tags or in an attribute; what XML cannot have becomes U+FFFD. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .forEach(
                        each -> {
                            switch (each) {
                                case '&' -> out.append("&amp;");
                                case '<' -> out.append("&lt;");
                                case '>' -> out.append("&gt;");
                                case '"' -> out.append("&quot;");
                                case '\'' -> out.append("&#39;");
                                default -> {
                                    if (isAllowed(each)) {
                                        out.appendCodePoint(each);
                                    } else {
                                        out.append(REPLACEMENT);
                                    }
                                }
                            }
                        });
        return out.toString();
    }

    private static boolean isAllowed(int each) {
        return each == '\t'
                || each == '\n'
                || each >= 0x20 && each <= 0xd7ff
                || each >= 0xe000 && each <= 0xfffd
                || each >= 0x10000;
    }
}
