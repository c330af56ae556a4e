package org.esxsync.source.files.layout;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a table as a page that any browser shows, with nothing but links in it. */
final class Html {

    private Html() {}

    static String page(String title, List<String> columns, List<String> rows, String foot) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>"
                + text(title)
                + "</title></head>\n<body>\n<h1>"
                + text(title)
                + "</h1>\n<table>\n<tr>"
                + columns.stream()
                        .map(column -> "<th>" + text(column) + "</th>")
                        .collect(Collectors.joining())
                + "</tr>\n"
                + String.join("", rows)
                + "</table>\n"
                + (foot.isEmpty() ? "" : "<p>" + foot + "</p>\n")
                + "</body>\n</html>\n";
    }

    /** A row of cells, which are HTML already. */
    static String row(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> "<td>" + cell + "</td>")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    /**
     * @param path below the page's directory
     */
    static String link(String path, String text) {
        String href =
                Arrays.stream(path.split("/", -1))
                        .map(
                                part ->
                                        URLEncoder.encode(part, StandardCharsets.UTF_8)
                                                .replace("+", "%20"))
                        .collect(Collectors.joining("/"));
        return "<a href=\"%s\">%s</a>".formatted(href, text(text));
    }

    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
