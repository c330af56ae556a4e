package org.esxsync.source.vi3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.source.MalformedSourceException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jspecify.annotations.Nullable;

/** A page as HTML of that time comes: any case, any nesting, often without a character set. */
final class HtmlPage {

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([\\w.:-]+)");
    private static final String MARKS = "®™©";
    private static final Evaluator LINKS = QueryParser.parse("a[href]");
    private static final Evaluator HEADINGS = QueryParser.parse("h1, h2");
    private static final Evaluator BOLD = QueryParser.parse("b, strong");

    private final org.jsoup.nodes.Document html;
    private final String text;

    private HtmlPage(org.jsoup.nodes.Document html) {
        this.html = html;
        this.text = line(html.body().text());
    }

    static HtmlPage of(Document document) {
        String declared = charset(document.contentType());
        org.jsoup.nodes.Document html = parse(document, declared);
        // Undeclared and not UTF-8: what the editors of that time wrote
        boolean garbled =
                declared == null && !isAscii(document.body()) && html.text().indexOf('\ufffd') >= 0;
        return new HtmlPage(garbled ? parse(document, "windows-1252") : html);
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
        return text;
    }

    /** The bold parts of {@link #text()}. */
    List<String> bold() {
        return html.select(BOLD).eachText().stream().map(HtmlPage::line).toList();
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
                    Jsoup.parse(new ByteArrayInputStream(document.body()), charset, location);
            if (Thread.currentThread().isInterrupted()) {
                // jsoup ends early without a word, and the rest of the page is missing
                throw new FetchException(
                        FetchException.Reason.CANCELLED, location, "reading it was interrupted");
            }
            return html;
        } catch (IOException e) {
            throw new MalformedSourceException(location, "it is no HTML: " + e.getMessage(), e);
        }
    }

    private static @Nullable String charset(@Nullable String contentType) {
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
