package org.esxsync.serve.machine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.api.release.EsxRelease;
import org.esxsync.serve.mirror.MirrorFiles;
import org.esxsync.serve.server.Door;
import org.esxsync.serve.server.PlainAnswer;

/**
 * {@code /feed.atom} and {@code /feed.json}: patches that came, were replaced or recalled, the
 * newest first; and {@code /feed/esxi-8.0.atom} for one release.
 */
public final class FeedDoor implements Door {

    private static final Pattern PATH = Pattern.compile("/feed(?:/([a-z0-9.-]+))?\\.(atom|json)");

    private final RecentChanges changes;
    private final TextSender sender;

    FeedDoor(RecentChanges changes, TextSender sender) {
        this.changes = changes;
        this.sender = sender;
    }

    @Override
    public boolean answer(String path, Request request, Response response, Callback callback) {
        Matcher feed = PATH.matcher(path);
        if (!feed.matches()) {
            return false;
        }
        Optional<EsxRelease> release =
                Optional.ofNullable(feed.group(1)).flatMap(MirrorFiles::release);
        if (!Door.isRead(request)) {
            PlainAnswer.notAllowed(request, response, callback);
        } else if (feed.group(1) != null && release.isEmpty()) {
            PlainAnswer.send(request, response, callback, HttpStatus.NOT_FOUND_404);
        } else {
            send(release, feed.group(2).equals("atom"), request, response, callback);
        }
        return true;
    }

    private void send(
            Optional<EsxRelease> release,
            boolean isAtom,
            Request request,
            Response response,
            Callback callback) {
        String scope = release.map(EsxRelease::toString).orElse("");
        List<NewsItem> items = items(release, scope);
        String title = "ESX patches" + (scope.isEmpty() ? "" : " of " + scope);
        String self = HttpURI.build(request.getHttpURI()).query(null).asString();
        sender.send(
                isAtom
                        ? "application/atom+xml; charset=utf-8"
                        : "application/feed+json; charset=utf-8",
                isAtom ? atom(scope, title, self, items) : json(title, self, items),
                request,
                response,
                callback);
    }

    private List<NewsItem> items(Optional<EsxRelease> release, String scope) {
        return changes.get().changes().stream()
                .filter(each -> release.isEmpty() || each.releases().contains(release.get()))
                .limit(RecentChanges.KEPT)
                .map(each -> NewsItem.of(each, scope))
                .toList();
    }

    private static String atom(String scope, String title, String self, List<NewsItem> items) {
        Instant updated = items.isEmpty() ? Instant.EPOCH : items.get(0).at();
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom">
          <id>%s</id>
          <title>%s</title>
          <updated>%s</updated>
          <author><name>ESX Sync</name></author>
          <link rel="self" type="application/atom+xml" href="%s"/>
        %s</feed>
        """
                .formatted(
                        NewsItem.urn("feed\n" + scope),
                        XmlText.escaped(title),
                        seconds(updated),
                        XmlText.escaped(self),
                        items.stream().map(FeedDoor::entry).collect(Collectors.joining()));
    }

    private static String entry(NewsItem item) {
        return """
          <entry>
            <id>%s</id>
            <title>%s</title>
            <updated>%s</updated>
            <content type="text">%s</content>
          </entry>
        """
                .formatted(
                        item.id(),
                        XmlText.escaped(item.title()),
                        seconds(item.at()),
                        XmlText.escaped(item.text()));
    }

    private static String json(String title, String self, List<NewsItem> items) {
        return """
        {
          "version": "https://jsonfeed.org/version/1.1",
          "title": %s,
          "feed_url": %s,
          "items": [%s]
        }
        """
                .formatted(
                        JsonText.quoted(title),
                        JsonText.quoted(self),
                        items.stream().map(FeedDoor::item).collect(Collectors.joining(",")));
    }

    private static String item(NewsItem item) {
        return """

        {
          "id": %s,
          "title": %s,
          "content_text": %s,
          "date_published": %s
        }\
        """
                .formatted(
                        JsonText.quoted(item.id()),
                        JsonText.quoted(item.title()),
                        JsonText.quoted(item.text()),
                        JsonText.quoted(seconds(item.at()).toString()));
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
