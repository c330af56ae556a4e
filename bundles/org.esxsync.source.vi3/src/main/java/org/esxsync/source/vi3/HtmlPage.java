package org.esxsync.source.vi3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.source.MalformedSourceException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/** A page as HTML of that time comes: any case, any nesting, often without a character set. */
final class HtmlPage {

    /** Patch pages have some 20 KiB. */
    static final int MAX_SIZE = 2 * 1024 * 1024;

    /** As deep as browsers go: what is deeper stands at that depth. */
    private static final int MAX_DEPTH = 512;

    /** More than any label and its value. */
    private static final int BEGINNING = 200;

    private static final int MAX_NODES = 1000;

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([\\w.:-]+)");
    private static final String MARKS = "®™©";
    private static final Evaluator LINKS = QueryParser.parse("a[href]");
    private static final Evaluator HEADINGS = QueryParser.parse("h1, h2");
    private static final Evaluator BOLD = QueryParser.parse("b, strong");

    private final org.jsoup.nodes.Document html;
    private @Nullable String text;

    private HtmlPage(org.jsoup.nodes.Document html) {
        this.html = html;
    }

    /**
     * @throws MalformedSourceException if it is too large for a page, or no HTML
     */
    static HtmlPage of(Document document) {
        if (document.body().length > MAX_SIZE) {
            throw new MalformedSourceException(
                    document.location().toString(),
                    "it has %d bytes, and no patch page has more than %d; check that it is the right page"
                            .formatted(document.body().length, MAX_SIZE));
        }
        String declared = charset(document.contentType());
        org.jsoup.nodes.Document html = parse(document, declared);
        // Undeclared and not UTF-8: what the editors of that time wrote
        boolean garbled =
                declared == null && !isAscii(document.body()) && html.text().indexOf('\ufffd') >= 0;
        return new HtmlPage(garbled ? parse(document, "windows-1252") : html);
    }

    /**
     * A part of a page.
     *
     * @param base where its links start
     */
    static HtmlPage part(String html, String base) {
        return new HtmlPage(whole(Jsoup.parse(html, base, parser()), base));
    }

    /** Where the links of the page start, unless they are absolute. */
    String base() {
        return html.baseUri();
    }

    /** Every element with an {@code href}, in the page's order. */
    List<Element> links() {
        return html.select(LINKS);
    }

    /** The title as one line of plain text; empty if it has none. */
    String title() {
        String title = line(html.title());
        Element heading = html.selectFirst(HEADINGS);
        return title.isEmpty() && heading != null ? line(heading.text()) : title;
    }

    /** What a reader sees, as one line of plain text without trade marks. */
    String text() {
        String known = text;
        if (known == null) {
            known = line(html.body().text());
            text = known;
        }
        return known;
    }

    /** The beginnings of the bold parts of {@link #text()}. They may stand in each other. */
    List<String> bold() {
        return html.select(BOLD).stream().map(HtmlPage::beginning).toList();
    }

    private static String beginning(Element element) {
        StringBuilder text = new StringBuilder();
        Iterator<Node> nodes = element.nodeStream().limit(MAX_NODES).iterator();
        while (nodes.hasNext() && text.length() < BEGINNING) {
            Node node = nodes.next();
            if (node instanceof TextNode part) {
                text.append(part.getWholeText());
            } else if (node instanceof Element each
                    && (each.isBlock() || each.normalName().equals("br"))) {
                text.append(' ');
            }
        }
        return line(text.toString());
    }

    private static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank = c <= ' ' || c == '\u007f' || c == '\u00a0';
            if (!blank && MARKS.indexOf(c) < 0) {
                line.append(c);
            } else if (blank && !line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        }
        return line.toString().strip();
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static org.jsoup.nodes.Document parse(Document document, @Nullable String charset) {
        String location = document.location().toString();
        try {
            org.jsoup.nodes.Document html =
                    Jsoup.parse(
                            new ByteArrayInputStream(document.body()), charset, location, parser());
            return whole(html, location);
        } catch (IOException e) {
            throw new MalformedSourceException(location, "it is no HTML: " + e.getMessage(), e);
        }
    }

    /** After an interrupt jsoup ends early without a word, and the rest of the page is missing. */
    private static org.jsoup.nodes.Document whole(org.jsoup.nodes.Document html, String location) {
        if (Thread.currentThread().isInterrupted()) {
            throw new FetchException(
                    FetchException.Reason.CANCELLED, location, "reading it was interrupted");
        }
        return html;
    }

    private static Parser parser() {
        return Parser.htmlParser().setMaxDepth(MAX_DEPTH);
    }

    /** The character set that a content type names, if there is such a one. */
    static @Nullable String charset(@Nullable String contentType) {
        Matcher matcher = CHARSET.matcher(contentType == null ? "" : contentType);
        return matcher.find() && isSupported(matcher.group(1)) ? matcher.group(1) : null;
    }

    private static boolean isSupported(String charset) {
        try {
            return Charset.isSupported(charset);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
