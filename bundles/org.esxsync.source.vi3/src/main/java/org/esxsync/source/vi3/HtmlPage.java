package org.esxsync.source.vi3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.source.MalformedSourceException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** A page as HTML of that time comes: any case, any nesting, often without a character set. */
final class HtmlPage {

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([\\w.:-]+)");
    private static final Pattern MARKS = Pattern.compile("[®™©]");
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cntrl}\\u00a0]+");

    private final org.jsoup.nodes.Document html;

    private HtmlPage(org.jsoup.nodes.Document html) {
        this.html = html;
    }

    static HtmlPage of(Document document) {
        String declared = charset(document.contentType());
        org.jsoup.nodes.Document html = parse(document, declared);
        // Undeclared and not UTF-8: what the editors of that time wrote
        boolean garbled = declared == null && html.text().indexOf('\ufffd') >= 0;
        return new HtmlPage(garbled ? parse(document, "windows-1252") : html);
    }

    /** Every element with an {@code href}, in the page's order. */
    List<Element> links() {
        return html.select("a[href]");
    }

    /** The title as one line of plain text; empty if it has none. */
    String title() {
        String title = line(html.title());
        Element heading = html.selectFirst("h1, h2");
        return title.isEmpty() && heading != null ? line(heading.text()) : title;
    }

    /** What a reader sees, as one line of plain text without trade marks. */
    String text() {
        return line(html.body().text());
    }

    /** The bold parts of {@link #text()}. */
    List<String> bold() {
        return html.select("b, strong").eachText().stream().map(HtmlPage::line).toList();
    }

    private static String line(String text) {
        return BLANK.matcher(MARKS.matcher(text).replaceAll("")).replaceAll(" ").strip();
    }

    private static org.jsoup.nodes.Document parse(Document document, @Nullable String charset) {
        String location = document.location().toString();
        try {
            return Jsoup.parse(new ByteArrayInputStream(document.body()), charset, location);
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
