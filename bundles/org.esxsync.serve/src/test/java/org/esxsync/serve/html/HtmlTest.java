package org.esxsync.serve.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.esxsync.api.Secrets;
import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void textsAndValuesAreNeverTags() {
        assertEquals(
                "<a href=\"&quot;&#39;&lt;&gt;&amp;\">&lt;/a&gt;&amp;lt;</a>",
                new Html().element("a", "</a>&lt;", "href", "\"'<>&").toString());
    }

    @Test
    void whatCannotBeSeenIsShown() {
        assertEquals(
                "a\ufffdb\ufffdc\ufffdd\n", new Html().text("a\0b\u202ec\ud800d\n").toString());
        assertEquals("\ud83d\ude00", new Html().text("\ud83d\ude00").toString());
    }

    @Test
    void aSecretIsMasked() {
        Secrets.know("hush-hush-7");

        assertEquals("<b>***</b>", new Html().element("b", "hush-hush-7").toString());
    }

    @Test
    void timesAreNearOrFar() {
        Instant noon = Instant.parse("2026-03-29T12:00:00Z");

        assertEquals("just now", Moment.distance(noon, noon.plusSeconds(20)));
        assertEquals("20 min ago", Moment.distance(noon, noon.plusSeconds(1_200)));
        assertEquals("in 3 h", Moment.distance(noon.plusSeconds(10_900), noon));
        assertEquals("5 days ago", Moment.distance(noon, noon.plusSeconds(5 * 86_400)));
    }

    @Test
    void aChartOfOnePointOrOfNothingIsOne() {
        for (long value : new long[] {0, 1, Long.MAX_VALUE / 4}) {
            LineChart chart =
                    new LineChart(
                            "<Growth>",
                            List.of(new LineChart.Point(Instant.EPOCH, value)),
                            Long::toString);
            String svg = chart.svg().toString();

            assertTrue(svg.contains("aria-label=\"&lt;Growth&gt;\""), svg);
            assertFalse(svg.contains("NaN"), svg);
            assertFalse(svg.contains("style"), "the policy forbids styles within a page");
        }
    }
}
