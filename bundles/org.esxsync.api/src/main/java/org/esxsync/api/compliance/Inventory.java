package org.esxsync.api.compliance;

import java.util.List;
import org.esxsync.api.OneLine;

/**
 * What was read of hosts.
 *
 * @param hosts the hosts, in the order in which they were met; no two have one name
 * @param problems what could not be read, each as one line that names the place and the reason; all
 *     else was read
 */
public record Inventory(List<Host> hosts, List<String> problems) {

    public Inventory {
        hosts = List.copyOf(hosts);
        problems = problems.stream().map(OneLine::of).toList();
    }
}
