package org.esxsync.shell.view;

import java.util.List;
import org.esxsync.shell.terminal.PlainText;
import org.esxsync.shell.terminal.Screen;

/** Labels on the left, text from outside on the right, in lines that add up. */
record Sheet(List<String> lines, Screen screen) {

    private static final int LABEL_WIDTH = 14;
    private static final int USUAL_WIDTH = 80;

    void line(String label, String text) {
        String plain = PlainText.of(text);
        lines.add(PlainText.pad(label, LABEL_WIDTH) + (plain.isEmpty() ? "-" : plain));
    }

    void more(String text) {
        lines.add(PlainText.pad("", LABEL_WIDTH) + PlainText.of(text));
    }

    /** A text of many words, in as many lines as it takes, in a file or a pipe, too. */
    void prose(String label, String text) {
        int columns = screen.isLimited() ? screen.width() : USUAL_WIDTH;
        lines.addAll(PlainText.labelled(label, LABEL_WIDTH, text, columns));
    }
}
