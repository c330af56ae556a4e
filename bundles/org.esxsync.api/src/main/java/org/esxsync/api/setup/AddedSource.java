package org.esxsync.api.setup;

import java.util.List;
import org.esxsync.api.source.FoundSource;

/**
 * A source that was added.
 *
 * @param name its name
 * @param definedBy the file of its configuration, or the PID of one that has no file
 * @param found what was recognised
 * @param remarks what a person should know, each as one line
 */
public record AddedSource(String name, String definedBy, FoundSource found, List<String> remarks) {

    public AddedSource {
        remarks = List.copyOf(remarks);
    }
}
