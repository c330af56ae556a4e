package org.esxsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.esxsync.api.sync.SyncListener;
import org.junit.jupiter.api.Test;

class ListenerGroupTest {

    private final List<String> heard = new ArrayList<>();

    private SyncListener hearing(Runnable then) {
        return new SyncListener() {
            @Override
            public void scanning(String source) {
                heard.add(source);
                then.run();
            }
        };
    }

    @Test
    void oneThatFailsIsNotToldAgainAndHarmsNobody() {
        ListenerGroup listeners =
                new ListenerGroup(
                        List.of(
                                hearing(
                                        () -> {
                                            throw new IllegalStateException("its mistake");
                                        }),
                                hearing(
                                        () -> {
                                            throw new NoClassDefFoundError("its bundle is gone");
                                        })),
                        hearing(() -> {}));

        listeners.scanning("a");
        listeners.scanning("b");

        assertEquals(List.of("a", "a", "a", "b"), heard);
    }
}
