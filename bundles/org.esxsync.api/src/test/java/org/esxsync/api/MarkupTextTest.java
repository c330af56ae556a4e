package org.esxsync.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MarkupTextTest {

    @Test
    void nothingOfATextIsMarkup() {
        assertEquals(
                "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;lt; é \ud83d\ude00",
                MarkupText.escaped("<b a=\"1\" c='2'>&lt; é \ud83d\ude00"));
    }
}
